"""What the bot says, in Italian."""

TABLE: dict[str, str] = {
    "and": "e",
    "upto": "a",
    "and_more": "{names} e altre {count}",
    "quoted": "«{text}»",
    "match": "risultati",
    "match_one": "risultato",
    "right": ", circa {right} giusti",
    "right_one": ", circa 1 giusto",
    "nearly_all": ", quasi tutti giusti",
    # What was understood: parts of one sentence.
    "liked": "più come {names}",
    "disliked": "non come {names}",
    "unsure": "{names} forse",
    "unsure_many": "{names} forse",
    "unlabelled": "nessun parere su {names}",
    "hidden": "nascondo {names}",
    "brought_liked": "le tue {count} immagini fanno da esempio",
    "brought_liked_one": "la tua immagine fa da esempio",
    "brought_disliked": "niente come le tue {count} immagini",
    "brought_disliked_one": "niente come la tua immagine",
    "brought_unsure": "le tue {count} immagini forse",
    "brought_unsure_one": "la tua immagine forse",
    "new": "cerco «{text}»",
    "refine": "aggiungo «{text}»",
    "widen": "vale anche «{text}»",
    "replace": "ora invece «{text}»",
    "drop": "senza le parole «{text}»",
    "avoid": "lontano da «{text}»",
    "similar": "nuova ricerca a partire da {names}",
    "reset_labels": "ho dimenticato i tuoi pareri",
    "reset_liked": "ho dimenticato ciò che ti piaceva",
    "reset_disliked": "ho dimenticato ciò che non ti piaceva",
    "undone": "{count} passi annullati",
    "undone_one": "annullato",
    "redone": "{count} passi ripristinati",
    "redone_one": "ripristinato",
    "restarted": "si ricomincia",
    "read_as": "ho letto «{text}» come {parts}",
    "stricter": "più severo di prima",
    "looser": "meno severo di prima",
    "relearned": "imparato in un altro modo",
    "only_landscape": "solo orizzontali",
    "only_portrait": "solo verticali",
    "only_square": "solo quadrate",
    "only_panorama": "solo panoramiche",
    "only_path": "solo da cartelle come «{text}»",
    "only_format": "solo file {text}",
    "only_above": "solo sopra {measure}",
    "only_below": "solo sotto {measure}",
    "only_on": "solo scattate il {date}",
    "only_in": "solo scattate nel {date}",
    "only_between": "solo scattate dal {date} al {parts}",
    "only_since": "solo scattate dal {date} in poi",
    "only_before": "solo scattate prima del {date}",
    "only_yearly": "solo scattate nel mese di {date} di qualsiasi anno",
    "only_yearly_on": "solo scattate il {date} di qualsiasi anno",
    "unfiltered": "non ci sono più condizioni",
    "sorted_date_desc": "prima le più nuove",
    "sorted_date_asc": "prima le più vecchie",
    "sorted_size_desc": "prima i file più grandi",
    "sorted_size_asc": "prima i file più piccoli",
    "sorted_name_asc": "per nome del file",
    "sorted_name_desc": "per nome del file, al contrario",
    "sorted_match": "prima i risultati migliori",
    "revealed": "{count} immagini nascoste possono tornare",
    "revealed_one": "1 immagine nascosta può tornare",
    "skipped": "salto {names}",
    "loaded": "di nuovo a «{text}»",
    # What was done, or the answer to a question.
    "status_stricter": "più severo del solito",
    "status_looser": "meno severo del solito",
    "status_kept": "Vale: {parts}.",
    "page_size": "D’ora in poi {count} immagini alla volta.",
    "page_size_one": "D’ora in poi 1 immagine alla volta.",
    "saved": "Salvato come «{text}»; di’ «carica {text}» per tornarci.",
    "saved_file": "«{text}» ora è un piccolo file; aggiungilo a un messaggio per tornarci.",
    "shared_link": (
        "Chi ha questa raccolta vede la tua ricerca a questo link; il piccolo file contiene "
        "lo stesso."
    ),
    "link_too_long": "La ricerca è troppo lunga per un link.",
    "shared": (
        "Questo piccolo file contiene la ricerca, senza immagini; chi ha questa raccolta "
        "lo aggiunge a un messaggio."
    ),
    "saved_names": "Salvati finora: {parts}.",
    "exported_csv": "{count} immagini in una tabella CSV.",
    "exported_csv_one": "1 immagine in una tabella CSV.",
    "exported_json": "{count} immagini in JSON.",
    "exported_json_one": "1 immagine in JSON.",
    "exported_zip": "{count} immagini in un file ZIP.",
    "exported_zip_one": "1 immagine in un file ZIP.",
    "already": "{names} aveva già quel parere.",
    "already_many": "{names} avevano già quel parere.",
    "beginning": "Qui è cominciata la conversazione; descrivi che cosa vuoi vedere.",
    "empty": "Di’ che cosa vuoi vedere, o quali immagini ti piacciono: più come #3, non #7.",
    "empty_gallery": "Di’ quali ti piacciono (più come #3, non #7), o «ancora», «annulla».",
    "greet": "Ciao! Descrivi un’immagine, poi guidami: più come #3, non #7.",
    "thank": "Prego.",
    "help": (
        "Descrivi che cosa vuoi vedere, poi guidami con i numeri: «più come #3, non #7», «come 3 "
        "ma di notte», «nessuna di queste», «senza persone». «Ancora» volta pagina, «annulla» "
        "torna indietro di un passo, «ricomincia» riparte da zero; «perché #4», «quante» e "
        "«riepilogo» spiegano."
    ),
    "count": "{count} immagini corrispondono, su {of} ordinate.",
    "counted": "{count} immagini corrispondono.",
    "counted_one": "1 immagine corrisponde.",
    "counted_right": (
        "{count} immagini corrispondono; giuste tra queste, penso: circa {right} "
        "(da {low} a {high})."
    ),
    "alike": "{names} e {count} immagini quasi uguali.",
    "alike_one": "{names} e 1 immagine quasi uguale.",
    "not_alike": "Nessun’altra immagine è quasi uguale a {names}.",
    "no_search": "Non si cerca ancora nulla.",
    "status_text": "Cerco {parts}.",
    "status_avoid": "Evito {parts}.",
    "status_liked": "Ti piace {names}.",
    "status_liked_many": "Ti piacciono {names}.",
    "status_disliked": "Non ti piace {names}.",
    "status_disliked_many": "Non ti piacciono {names}.",
    "status_unsure": "Forse: {names}.",
    "status_unsure_many": "Forse: {names}.",
    "status_hidden": "{count} immagini sono nascoste.",
    "status_hidden_one": "1 immagine è nascosta.",
    "status_earlier": "Altre {count} immagini di prima hanno un parere.",
    "status_earlier_one": "Un’altra immagine di prima ha un parere.",
    "show": "{names}: {parts}.",
    "fact": "{text}",
    "pixels": "{text} pixel",
    "taken": "scattata il {date}",
    "day": "{date}",
    "show_plain": "Ecco {names}.",
    "earlier_picture": "un’immagine di prima",
    "named": "{names}",
    "why_liked": "{names} è più vicina a {parts}, che ti piace, che a ciò che non ti piace.",
    "why_liked_only": "Tra le immagini che ti piacciono, la più vicina a {names} è {parts}.",
    "why_disliked": "{names} è più vicina a {parts}, che non ti piace, che a ciò che ti piace.",
    "why_disliked_only": "Tra le immagini che non ti piacciono, la più vicina a {names} è {parts}.",
    "why_text": "La somiglianza con le tue parole è {measure}.",
    "why_chance": "Corrisponde con una probabilità del {right}%.",
    "why_votes": (
        "Corrisponde con una probabilità del {right}%; {count} alberi su {of} votano per lei."
    ),
    "why_votes_one": "Corrisponde con una probabilità del {right}%; 1 albero su {of} vota per lei.",
    "why_unranked": "{names} era troppo lontana per essere ordinata.",
    "why_kept_out": "Una condizione esclude {names}.",
    "why_flip": "Se {parts} non ti piacesse, non corrisponderebbe più.",
    "why_flip_back": "Senza il tuo no a {parts}, corrisponderebbe.",
    "why_label_liked": "Ti piace {names}: ora è un esempio e non viene più mostrata.",
    "why_label_disliked": "Non ti piace {names}, quindi resta fuori.",
    "why_label_unsure": "{names} è un forse, quindi non viene più mostrata.",
    "why_hidden": "Hai nascosto {names}.",
    "why_nothing": "Non si cerca ancora nulla, quindi non c’è un motivo.",
    "compared": "Ecco {names}; indicane due da confrontare.",
    "compared_many": "Ecco {names} fianco a fianco.",
    "seen_hidden": "Le {count} immagini già mostrate non torneranno.",
    "seen_hidden_one": "L’immagine già mostrata non tornerà.",
    # What is shown.
    "best": "{of} {matches}; ecco i {count} migliori.",
    "best_one": "{of} {matches}; ecco il migliore.",
    "first": "{of} {matches}; ecco i primi {count}.",
    "first_one": "{of} {matches}; ecco il primo.",
    "all": "{of} {matches}; eccoli.",
    "all_one": "1 risultato; eccolo.",
    "some": "{of} {matches}; poi le immagini più vicine.",
    "nearest": "Niente corrisponde bene; ecco le {count} immagini più vicine.",
    "nearest_one": "Niente corrisponde bene; ecco l’immagine più vicina.",
    "none": "Non resta nulla da mostrare: annulla, o ricomincia.",
    "none_left": "Niente soddisfa la ricerca e le sue condizioni: di’ «senza filtri», o annulla.",
    "page": "Eccone altre {count}.",
    "page_one": "Eccone un’altra.",
    "page_at": "Pagina {of}.",
    "earlier": "Le {count} precedenti.",
    "earlier_one": "La precedente.",
    "again": "Ecco dov’eravamo.",
    "random": "Eccone {count} a caso.",
    "random_one": "Eccone una a caso.",
    "diverse": "Eccone {count}, il più diverse possibile.",
    "away": "Eccone {count} più lontane.",
    "asked": "Prima quelle sicure; sono in dubbio su {names}: sì o no?",
    "asked_many": "Prima quelle sicure; sono in dubbio su {names}: quali sì e quali no?",
    "sure": "Di queste {count} sono sicuro.",
    "sure_one": "Di questa sono sicuro.",
    "uncertain": "Eccone {count} a caso: di’ quali ti piacciono.",
    "uncertain_one": "Eccone una a caso: di’ se ti piace.",
    "copies": (
        "Tutto ciò che corrisponde è quasi uguale a quello che hai giudicato; ecco le {count} "
        "immagini più vicine."
    ),
    "copies_one": (
        "Tutto ciò che corrisponde è quasi uguale a quello che hai giudicato; ecco la più vicina."
    ),
    "folded": "Le altre {count} sono quasi uguali a quelle giudicate: di’ «duplicati di #1».",
    "folded_one": "L’altra è quasi uguale a una già giudicata: di’ «duplicati di #1».",
    # What could not count, and what to say instead.
    "out_of_range": "{names} non c’è: per ora i numeri vanno da #1 a #{of}.",
    "out_of_range_one": "{names} non c’è: per ora è mostrata solo #1.",
    "out_of_range_unnamed": "Quel numero non c’è: per ora vanno da #1 a #{of}.",
    "out_of_range_empty": "Non è ancora mostrato nulla: descrivi prima un’immagine.",
    "malformed": "Non è il numero di un’immagine; scrivi #3, o 3-5 per più immagini.",
    "contradictory": "{names} sì e no insieme? Resta com’era: di’ quale dei due.",
    "which": "Quale immagine? Di’ il numero, per esempio: più come #3.",
    "which_text": "Qual è «{text}»? Di’ il numero, per esempio: più come #3.",
    "no_question": "Non ho chiesto nulla; di’ quali ti piacciono, per esempio: più come #3.",
    "no_comparison": "Quali due? Di’ i numeri, per esempio: più come #3 e #5.",
    "no_label": "{names} non ha un parere; danne prima uno.",
    "no_label_many": "Non c’è nulla da scambiare o togliere a {names}; da’ prima un parere.",
    "same_label": "{names} hanno lo stesso parere: non c’è nulla da scambiare.",
    "no_labels": "Non ci sono pareri di quel tipo da dimenticare.",
    "no_gallery": "Non è ancora mostrato nulla: descrivi che cosa vuoi vedere.",
    "earlier_gallery": (
        "Non posso tornare a quelle immagini; i numeri restano validi: «mostrami la foto #3»."
    ),
    "address": "Non apro indirizzi web; aggiungi l’immagine stessa.",
    "identity": "Non so chi siano le persone; trovo somiglianze: più come #3.",
    "first_page": "Queste sono già le prime.",
    "last_page": "È tutto: ne erano ordinate {of}. Annulla, o giudica altre immagini.",
    "too_many": "Ne mostro al massimo {of} alla volta.",
    "nothing_to_undo": "Non c’è nulla da annullare.",
    "nothing_to_redo": "Non c’è nulla da ripristinare.",
    "no_words": "«{text}» non è tra le parole della ricerca.",
    "last_words": "Non ci sono altre parole; di’ che cosa cercare invece.",
    "nothing_wanted": "Ora di’ che cosa vuoi vedere invece.",
    "too_many_brought": "Non ci stanno più di {of} tue immagini; le altre restano fuori.",
    "brought_gone": "La tua immagine non c’è più; aggiungila di nuovo.",
    "tile_size": "Qui non posso cambiare le dimensioni; apri un’immagine con un clic.",
    "strictest": "Più severo non si può.",
    "loosest": "Meno severo non si può.",
    "undated": "Questa raccolta non sa quando sono state scattate le immagini.",
    "some_dated": "Solo {of} immagini qui hanno una data.",
    "some_dated_one": "Solo 1 immagine qui ha una data.",
    "no_date": "Non so quando fosse; di’ un anno, o un mese e un anno.",
    "none_fulfils": "Nessuna immagine qui lo soddisfa, quindi non conta: {parts}.",
    "nothing_hidden": "Non c’è nulla di nascosto.",
    "nothing_to_save": "Non c’è ancora nulla da salvare: prima cerca qualcosa.",
    "nothing_saved": "Non c’è ancora nulla di salvato: di’ «salva come» e un nome.",
    "not_saved": "Non c’è nulla di salvato come «{text}».",
    "load_file": "Aggiungi il file salvato a un messaggio, o incolla il testo, per tornarci.",
    "upload_unsaved": "La tua immagine non ne fa parte.",
    "gone": "{of} delle sue immagini non sono più in questa raccolta.",
    "gone_one": "1 delle sue immagini non è più in questa raccolta.",
    "nothing_to_export": "Non c’è nulla da esportare: prima cerca, o di’ che cosa ti piace.",
    "export_cut": "Sono le prime; in un file non ce ne stanno di più.",
    "export_gone": "{of} dei file non si possono più leggere.",
    "export_gone_one": "1 dei file non si può più leggere.",
    "no_filter": "Non c’è nessun filtro.",
    "too_long": "Ho letto solo l’inizio del tuo messaggio.",
    "reads_english": (
        "Il modello di questa raccolta legge meglio l’inglese; "
        "immagini e clic valgono in ogni lingua."
    ),
    # What went wrong, by the kind of the error.
    "unexpected": (
        "Qualcosa è andato storto e nulla è cambiato; dillo in altro modo, o «ricomincia»."
    ),
    "setting_wrong": "Un’impostazione di questo programma è sbagliata; il suo registro dice quale.",
    "picture_unreadable": "Questa immagine non si può leggere; provane un’altra.",
    "picture_empty": "Questa immagine è vuota (0 byte); copiala di nuovo da dove viene.",
    "picture_foreign": (
        "Questa non è un’immagine che si possa leggere qui (JPEG, PNG, WebP, GIF, BMP, TIFF); "
        "salvala in uno di questi formati."
    ),
    "picture_heic": "Le immagini HEIC qui non si leggono; salvala come JPEG.",
    "picture_heavy": (
        "Questo file è troppo grande: si leggono immagini fino a {of} MB; porta una copia più "
        "piccola."
    ),
    "picture_large": (
        "Questa immagine è troppo grande: si leggono fino a {of} milioni di pixel; salvala più "
        "piccola."
    ),
    "picture_damaged": "Questa immagine è rovinata o incompleta; copiala di nuovo da dove viene.",
    "picture_gone": "Il file «{text}» non si può più leggere.",
    "picture_unknown": "Questa immagine non è in questa raccolta.",
    "upload_gone": "La tua immagine non c’è più; aggiungila di nuovo.",
    "condition_unclear": (
        "«{text}» non è una condizione che conosco; di’ orizzontale, 2 MB o 1000 pixel."
    ),
    "model_missing": (
        "Il modello che capisce le parole qui non si può caricare; con gli esempi funziona lo "
        "stesso: di’ «sorprendimi»."
    ),
    "library_harmed": (
        "I file di questa raccolta non si possono leggere; chi la gestisce dovrebbe indicizzare "
        "di nuovo le immagini."
    ),
    "library_waiting": "Le immagini di {text} sono ancora in lettura; riprova tra poco.",
    "library_busy": "Un altro programma sta leggendo questa raccolta; aspetta che finisca.",
    "folder_missing": "Non c’è nessuna cartella «{text}»; indica la cartella delle immagini.",
    "folder_empty": "«{text}» non contiene immagini che si possano leggere.",
    "library_closed": "Ora non si può cercare in {text}; il registro dice perché.",
    "labels_unfit": (
        "Qualcosa che hai giudicato non va più con questa raccolta; di’ «annulla» o «ricomincia»."
    ),
    "nothing_to_find": (
        "Non c’è ancora nulla da cercare: descrivilo, o di’ quale immagine ti piace."
    ),
    "scan_too_large": (
        "Una foresta semplice guarda ogni immagine: fino a {of}, e ce ne sono {count}; scegli un "
        "altro metodo."
    ),
    "boxes_too_wide": (
        "I riquadri di questo metodo contengono più di {of} immagini: giudicane qualcun’altra, o "
        "scegli un altro metodo."
    ),
    "event_unfit": "Qui non si può fare; di’ «annulla» o «ricomincia».",
    "number_unknown": "Non c’è l’immagine {names}: i numeri arrivano a #{of}.",
    "no_undo": "La conversazione è cominciata qui: non c’è nulla da annullare.",
    "no_redo": "Non c’è nulla da ripristinare: nessun passo è stato annullato.",
    "other_library": "Questa conversazione è di un’altra raccolta; cominciane una nuova qui.",
    "link_damaged": (
        "Il link è danneggiato; fallo copiare e inviare di nuovo, o la ricerca come file."
    ),
    "saved_elsewhere": "Questa ricerca salvata è di un’altra raccolta; aprila lì.",
    "saved_large": (
        "Questa ricerca salvata ha più di {of} KB, e nessuna delle nostre arriva a tanto."
    ),
    "saved_unreadable": (
        "Questa ricerca salvata non si può leggere; salvala di nuovo, o descrivi la ricerca da "
        "capo."
    ),
    "saved_unsound": (
        "Questa ricerca salvata si contraddice; salvala di nuovo, o descrivi la ricerca da capo."
    ),
    "file_unwritable": "«{text}» non si può scrivere: c’è spazio, e il permesso di scrivere?",
    "file_unreadable": "«{text}» non si può leggere.",
    # Things to say next: each is a message that is understood.
    "say_more": "ancora",
    "say_like": "più come {name}",
    "say_not": "non {name}",
    "say_undo": "annulla",
    "say_redo": "ripristina",
    "say_restart": "ricomincia",
    "say_why": "perché {name}?",
    "say_random": "sorprendimi",
    "say_help": "aiuto",
    "say_uncertain": "su quali hai dubbi?",
    "say_none": "nessuna di queste",
    "say_previous": "pagina precedente",
    "say_unfilter": "senza filtri",
}
