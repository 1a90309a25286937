"""What the bot says, in German."""

TABLE: dict[str, str] = {
    "and": "und",
    "upto": "bis",
    "and_more": "{names} und {count} weitere",
    "quoted": "„{text}“",
    "match": "Treffer",
    "match_one": "Treffer",
    "right": ", davon etwa {right} richtig",
    "right_one": ", davon etwa 1 richtig",
    "nearly_all": ", fast alle richtig",
    # What was understood: parts of one sentence.
    "liked": "mehr wie {names}",
    "disliked": "nicht wie {names}",
    "unsure": "{names} nur vielleicht",
    "unsure_many": "{names} nur vielleicht",
    "unlabelled": "keine Meinung zu {names}",
    "hidden": "{names} ausgeblendet",
    "brought_liked": "deine {count} Bilder sind Beispiele",
    "brought_liked_one": "dein Bild ist ein Beispiel",
    "brought_disliked": "nichts wie deine {count} Bilder",
    "brought_disliked_one": "nichts wie dein Bild",
    "brought_unsure": "deine {count} Bilder nur vielleicht",
    "brought_unsure_one": "dein Bild nur vielleicht",
    "new": "suche nach „{text}“",
    "refine": "dazu „{text}“",
    "widen": "„{text}“ zählt auch",
    "replace": "jetzt stattdessen „{text}“",
    "drop": "ohne das Suchwort „{text}“",
    "avoid": "weg von „{text}“",
    "similar": "neue Suche nach {names}",
    "reset_labels": "alle Bewertungen vergessen",
    "reset_liked": "vergessen, was dir gefiel",
    "reset_disliked": "vergessen, was dir nicht gefiel",
    "undone": "{count} Schritte zurückgenommen",
    "undone_one": "zurückgenommen",
    "redone": "{count} Schritte wiederhergestellt",
    "redone_one": "wiederhergestellt",
    "restarted": "wir fangen von vorne an",
    "read_as": "„{text}“ als {parts} gelesen",
    "stricter": "strenger als zuvor",
    "looser": "lockerer als zuvor",
    "relearned": "auf andere Art gelernt",
    "only_landscape": "nur Querformat",
    "only_portrait": "nur Hochformat",
    "only_square": "nur quadratische Bilder",
    "only_panorama": "nur Panoramen",
    "only_path": "nur aus Ordnern wie „{text}“",
    "only_format": "nur {text}-Dateien",
    "only_above": "nur über {measure}",
    "only_below": "nur unter {measure}",
    "only_on": "nur Aufnahmen vom {date}",
    "only_in": "nur Aufnahmen aus {date}",
    "only_between": "nur Aufnahmen vom {date} bis zum {parts}",
    "only_since": "nur Aufnahmen ab dem {date}",
    "only_before": "nur Aufnahmen vor dem {date}",
    "only_yearly": "nur Aufnahmen aus dem {date}, gleich welchen Jahres",
    "only_yearly_on": "nur Aufnahmen vom {date}, gleich welchen Jahres",
    "unfiltered": "alle Bedingungen sind weg",
    "sorted_date_desc": "neueste zuerst",
    "sorted_date_asc": "älteste zuerst",
    "sorted_size_desc": "größte Dateien zuerst",
    "sorted_size_asc": "kleinste Dateien zuerst",
    "sorted_name_asc": "nach Dateinamen",
    "sorted_name_desc": "nach Dateinamen, rückwärts",
    "sorted_match": "beste Treffer zuerst",
    "revealed": "{count} ausgeblendete Bilder dürfen wieder erscheinen",
    "revealed_one": "1 ausgeblendetes Bild darf wieder erscheinen",
    "skipped": "{names} übersprungen",
    "loaded": "zurück bei „{text}“",
    # What was done, or the answer to a question.
    "status_stricter": "strenger als sonst",
    "status_looser": "lockerer als sonst",
    "status_kept": "Es gilt: {parts}.",
    "page_size": "Ab jetzt {count} Bilder auf einmal.",
    "page_size_one": "Ab jetzt 1 Bild auf einmal.",
    "saved": "Behalten als „{text}“; sag „lade {text}“, um zurückzukommen.",
    "saved_file": (
        "„{text}“ ist jetzt eine kleine Datei; füg sie einer Nachricht hinzu, um zurückzukommen."
    ),
    "shared_link": (
        "Wer diese Sammlung hat, sieht unter diesem Link deine Suche; die kleine Datei "
        "enthält dasselbe."
    ),
    "link_too_long": "Für einen Link ist die Suche zu lang.",
    "shared": (
        "Die kleine Datei enthält die Suche, keine Bilder; wer diese Sammlung hat, fügt "
        "sie einer Nachricht hinzu."
    ),
    "saved_names": "Bisher behalten: {parts}.",
    "exported_csv": "{count} Bilder als CSV-Tabelle.",
    "exported_csv_one": "1 Bild als CSV-Tabelle.",
    "exported_json": "{count} Bilder als JSON.",
    "exported_json_one": "1 Bild als JSON.",
    "exported_zip": "{count} Bilder als ZIP-Datei.",
    "exported_zip_one": "1 Bild als ZIP-Datei.",
    "already": "{names} war schon so bewertet.",
    "already_many": "{names} waren schon so bewertet.",
    "beginning": "Hier hat das Gespräch begonnen; beschreib, was du sehen möchtest.",
    "empty": "Sag, was du sehen möchtest oder welche Bilder passen: mehr wie #3, nicht #7.",
    "empty_gallery": "Sag, welche Bilder passen (mehr wie #3, nicht #7), oder „mehr“, „zurück“.",
    "greet": "Hallo! Beschreib ein Bild, dann lenke: mehr wie #3, nicht #7.",
    "thank": "Gern geschehen.",
    "help": (
        "Beschreib, was du sehen möchtest, und lenke dann mit den Nummern: „mehr wie #3, nicht "
        "#7“, „wie 3, aber nachts“, „keins davon“, „ohne Menschen“. „Mehr“ blättert um, „zurück“ "
        "nimmt einen Schritt zurück, „von vorne“ fängt neu an; „warum #4“, „wie viele“ und "
        "„Zusammenfassung“ erklären."
    ),
    "count": "{count} Bilder passen, von {of} geordneten.",
    "counted": "{count} Bilder passen.",
    "counted_one": "1 Bild passt.",
    "counted_right": (
        "{count} Bilder passen; wirklich richtig sind wohl etwa {right}: {low} bis {high}."
    ),
    "alike": "{names} und {count} Bilder, die fast gleich sind.",
    "alike_one": "{names} und 1 Bild, das fast gleich ist.",
    "not_alike": "Kein anderes Bild ist fast gleich wie {names}.",
    "no_search": "Noch wird nach nichts gesucht.",
    "status_text": "Gesucht: {parts}.",
    "status_avoid": "Nicht erwünscht: {parts}.",
    "status_liked": "Dir gefällt {names}.",
    "status_liked_many": "Dir gefallen {names}.",
    "status_disliked": "Dir missfällt {names}.",
    "status_disliked_many": "Dir missfallen {names}.",
    "status_unsure": "Vielleicht: {names}.",
    "status_unsure_many": "Vielleicht: {names}.",
    "status_hidden": "{count} Bilder sind ausgeblendet.",
    "status_hidden_one": "1 Bild ist ausgeblendet.",
    "status_earlier": "{count} weitere Bilder von früher sind bewertet.",
    "status_earlier_one": "1 weiteres Bild von früher ist bewertet.",
    "show": "{names}: {parts}.",
    "fact": "{text}",
    "pixels": "{text} Pixel",
    "taken": "aufgenommen am {date}",
    "day": "{date}",
    "show_plain": "Hier ist {names}.",
    "earlier_picture": "einem Bild von früher",
    "named": "{names}",
    "why_liked": ("{names} ist {parts} (gefällt dir) näher als allem, was dir nicht gefällt."),
    "why_liked_only": "Von den Bildern, die dir gefallen, ist {names} am nächsten an {parts}.",
    "why_disliked": "{names} ist {parts} (gefällt dir nicht) näher als allem, was dir gefällt.",
    "why_disliked_only": (
        "Von den Bildern, die dir nicht gefallen, ist {names} am nächsten an {parts}."
    ),
    "why_text": "Die Ähnlichkeit mit deinen Worten ist {measure}.",
    "why_chance": "Es passt mit {right} % Wahrscheinlichkeit.",
    "why_votes": (
        "Es passt mit {right} % Wahrscheinlichkeit; {count} von {of} Bäumen stimmen dafür."
    ),
    "why_votes_one": "Es passt mit {right} % Wahrscheinlichkeit; 1 von {of} Bäumen stimmt dafür.",
    "why_unranked": "{names} lag zu weit weg, um geordnet zu werden.",
    "why_kept_out": "Eine Bedingung schließt {names} aus.",
    "why_flip": "Gefiele dir {parts} nicht, wäre es kein Treffer mehr.",
    "why_flip_back": "Ohne dein Nein zu {parts} wäre es ein Treffer.",
    "why_label_liked": (
        "{names} gefällt dir; es ist jetzt ein Beispiel und wird nicht noch einmal gezeigt."
    ),
    "why_label_disliked": "{names} gefällt dir nicht, darum bleibt es weg.",
    "why_label_unsure": "{names} passt nur vielleicht, darum wird es nicht noch einmal gezeigt.",
    "why_hidden": "Du hast {names} ausgeblendet.",
    "why_nothing": "Noch wird nach nichts gesucht, also gibt es keinen Grund.",
    "compared": "Hier ist {names}; nenne zwei zum Vergleichen.",
    "compared_many": "Hier sind {names} nebeneinander.",
    "seen_hidden": "Die {count} Bilder, die schon zu sehen waren, bleiben ab jetzt weg.",
    "seen_hidden_one": "Das Bild, das schon zu sehen war, bleibt ab jetzt weg.",
    # What is shown.
    "best": "{of} {matches}; hier sind die besten {count}.",
    "best_one": "{of} {matches}; hier ist der beste.",
    "first": "{of} {matches}; hier sind die ersten {count}.",
    "first_one": "{of} {matches}; hier ist der erste.",
    "all": "{of} {matches}; hier sind sie.",
    "all_one": "1 Treffer; hier ist er.",
    "some": "{of} {matches}; danach die nächsten anderen.",
    "nearest": "Nichts passt gut; hier sind die nächsten {count}.",
    "nearest_one": "Nichts passt gut; hier ist das nächste Bild.",
    "none": "Es gibt nichts mehr zu zeigen: geh zurück, oder fang von vorne an.",
    "none_left": (
        "Nichts passt zur Suche und ihren Bedingungen: sag „keine Filter“, oder geh zurück."
    ),
    "page": "Hier sind {count} weitere.",
    "page_one": "Hier ist 1 weiteres.",
    "page_at": "Seite {of}.",
    "earlier": "Die {count} davor.",
    "earlier_one": "Das Bild davor.",
    "again": "Hier waren wir.",
    "random": "Hier sind {count} zufällige.",
    "random_one": "Hier ist ein zufälliges.",
    "diverse": "Hier sind {count}, so verschieden wie möglich.",
    "away": "Hier sind {count}, die weiter weg liegen.",
    "asked": "Sichere zuerst; bei {names} bin ich unsicher: passt es oder nicht?",
    "asked_many": "Sichere zuerst; bei {names} bin ich unsicher: welche passen, welche nicht?",
    "sure": "Bei diesen {count} bin ich sicher.",
    "sure_one": "Bei diesem bin ich sicher.",
    "uncertain": "Hier sind {count} zufällige: sag, welche passen und welche nicht.",
    "uncertain_one": "Hier ist ein zufälliges: sag, ob es passt.",
    "copies": (
        "Alle Treffer sind fast gleich wie schon bewertete Bilder; hier sind die nächsten {count}."
    ),
    "copies_one": (
        "Alle Treffer sind fast gleich wie schon bewertete Bilder; hier ist das nächste."
    ),
    "folded": "Die anderen {count} sind fast gleich wie schon bewertete: sag „Duplikate von #1“.",
    "folded_one": "Das andere ist fast gleich wie ein schon bewertetes: sag „Duplikate von #1“.",
    # What could not count, and what to say instead.
    "out_of_range": "{names} gibt es nicht: die Nummern gehen bisher von #1 bis #{of}.",
    "out_of_range_one": "{names} gibt es nicht: bisher ist nur #1 zu sehen.",
    "out_of_range_unnamed": "Die Nummer gibt es nicht: sie gehen bisher von #1 bis #{of}.",
    "out_of_range_empty": "Noch ist nichts zu sehen: beschreib zuerst ein Bild.",
    "malformed": "Das ist keine Bildnummer; schreib #3, oder 3-5 für mehrere.",
    "contradictory": "{names} zugleich gut und schlecht? Das bleibt, wie es war: sag, was gilt.",
    "which": "Welches Bild meinst du? Nenne die Nummer, zum Beispiel: mehr wie #3.",
    "which_text": "Welches ist „{text}“? Nenne die Nummer, zum Beispiel: mehr wie #3.",
    "no_question": "Ich habe nichts gefragt; sag, welche Bilder passen, zum Beispiel: mehr wie #3.",
    "no_comparison": "Welche zwei? Nenne die Nummern, zum Beispiel: mehr wie #3 und #5.",
    "no_label": "{names} ist nicht bewertet; sag zuerst, ob es passt.",
    "no_label_many": "{names} haben nichts zum Tauschen oder Zurücknehmen; sag, ob sie passen.",
    "same_label": "{names} sind gleich bewertet, da gibt es nichts zu tauschen.",
    "no_labels": "Solche Bewertungen gibt es nicht.",
    "no_gallery": "Noch ist nichts zu sehen: beschreib, was du sehen möchtest.",
    "earlier_gallery": (
        "Zu diesen Bildern kann ich nicht zurück; die Nummern gelten weiter: „zeig mir Bild #3“."
    ),
    "address": "Webadressen öffne ich nicht; füg das Bild selbst hinzu.",
    "identity": "Wer jemand ist, weiß ich nicht; Ähnliche finde ich: mehr wie #3.",
    "first_page": "Das sind schon die ersten.",
    "last_page": "Das war alles: {of} waren geordnet. Geh zurück, oder bewerte andere Bilder.",
    "too_many": "Ich zeige höchstens {of} auf einmal.",
    "nothing_to_undo": "Es gibt nichts zurückzunehmen.",
    "nothing_to_redo": "Es gibt nichts wiederherzustellen.",
    "no_words": "„{text}“ ist kein Wort der Suche.",
    "last_words": "Andere Wörter gibt es nicht; sag, was ich stattdessen suchen soll.",
    "nothing_wanted": "Sag jetzt, was du stattdessen sehen möchtest.",
    "too_many_brought": "Mehr als {of} eigene Bilder passen nicht hinein; die übrigen bleiben weg.",
    "brought_gone": "Dein Bild ist nicht mehr da; bitte füg es noch einmal hinzu.",
    "tile_size": "Die Bildgröße kann ich hier nicht ändern; öffne ein Bild per Klick.",
    "strictest": "Strenger geht es nicht.",
    "loosest": "Lockerer geht es nicht.",
    "undated": "Diese Sammlung weiß nicht, wann ihre Bilder aufgenommen wurden.",
    "some_dated": "Nur {of} Bilder hier haben ein Datum.",
    "some_dated_one": "Nur 1 Bild hier hat ein Datum.",
    "no_date": "Ich weiß nicht, wann das war; nenne ein Jahr, oder Monat und Jahr.",
    "none_fulfils": "Das erfüllt hier kein Bild, also zählt es nicht: {parts}.",
    "nothing_hidden": "Nichts ist ausgeblendet.",
    "nothing_to_save": "Es gibt noch nichts zu behalten: such zuerst etwas.",
    "nothing_saved": "Noch ist nichts behalten: sag „speichern als“ und einen Namen.",
    "not_saved": "Als „{text}“ ist nichts behalten.",
    "load_file": "Füg die gespeicherte Datei einer Nachricht hinzu, oder ihren Text.",
    "upload_unsaved": "Dein eigenes Bild gehört nicht dazu.",
    "gone": "{of} Bilder davon sind nicht mehr in dieser Sammlung.",
    "gone_one": "1 Bild davon ist nicht mehr in dieser Sammlung.",
    "nothing_to_export": "Es gibt nichts zu exportieren: such zuerst, oder sag, was passt.",
    "export_cut": "Das sind die ersten; mehr passen nicht in eine Datei.",
    "export_gone": "{of} der Dateien sind nicht mehr lesbar.",
    "export_gone_one": "1 der Dateien ist nicht mehr lesbar.",
    "no_filter": "Es gibt keinen Filter.",
    "too_long": "Ich habe nur den Anfang deiner Nachricht gelesen.",
    "reads_english": (
        "Das Modell dieser Sammlung liest am besten Englisch; "
        "Bilder und Klicks wirken in jeder Sprache."
    ),
    # What went wrong, by the kind of the error.
    "unexpected": "Das ging schief, und nichts hat sich geändert; sag es anders, oder „von vorne“.",
    "setting_wrong": "Eine Einstellung dieses Programms stimmt nicht; sein Protokoll sagt, welche.",
    "picture_unreadable": "Dieses Bild lässt sich nicht lesen; versuch ein anderes.",
    "picture_empty": (
        "Dieses Bild ist leer (0 Byte); kopiere es noch einmal von dort, wo es herkam."
    ),
    "picture_foreign": (
        "Das ist kein Bild, das sich hier lesen lässt (JPEG, PNG, WebP, GIF, BMP, TIFF); "
        "speichere es in einem dieser Formate."
    ),
    "picture_heic": "HEIC-Bilder lassen sich hier nicht lesen; speichere es als JPEG.",
    "picture_heavy": (
        "Diese Datei ist zu groß: Gelesen werden Bilder bis {of} MB; bring eine kleinere Kopie."
    ),
    "picture_large": (
        "Dieses Bild ist zu groß: Gelesen werden bis zu {of} Millionen Pixel; speichere es kleiner."
    ),
    "picture_damaged": (
        "Dieses Bild ist beschädigt oder unvollständig; kopiere es noch einmal von dort, wo es "
        "herkam."
    ),
    "picture_gone": "Die Datei „{text}“ lässt sich nicht mehr lesen.",
    "picture_unknown": "Dieses Bild gehört nicht zu dieser Sammlung.",
    "upload_gone": "Dein Bild ist nicht mehr da; bitte füg es noch einmal hinzu.",
    "condition_unclear": (
        "„{text}“ ist keine Bedingung, die ich kenne; sag Querformat, 2 MB oder 1000 Pixel."
    ),
    "model_missing": (
        "Das Modell, das Worte versteht, lässt sich hier nicht laden; mit Beispielen geht es "
        "trotzdem: sag „überrasch mich“."
    ),
    "library_harmed": (
        "Die Dateien dieser Sammlung lassen sich nicht lesen; wer sie betreibt, sollte die "
        "Bilder neu einlesen."
    ),
    "library_waiting": "Die Bilder von {text} werden noch gelesen; versuch es gleich noch einmal.",
    "library_busy": (
        "Ein anderes Programm liest diese Sammlung gerade ein; warte, bis es fertig ist."
    ),
    "folder_missing": "Einen Ordner „{text}“ gibt es nicht; nenne den Ordner mit den Bildern.",
    "folder_empty": "In „{text}“ ist kein Bild, das sich lesen lässt.",
    "library_closed": (
        "{text} lässt sich gerade nicht durchsuchen; den Grund findet, wer es betreibt, im "
        "Protokoll."
    ),
    "labels_unfit": (
        "Manches, was du bewertet hast, passt nicht mehr zu dieser Sammlung; sag „rückgängig“ "
        "oder „von vorne“."
    ),
    "nothing_to_find": (
        "Noch gibt es nichts zu suchen: beschreib es, oder sag, welches Bild dir gefällt."
    ),
    "scan_too_large": (
        "Ein einfacher Wald sieht jedes Bild an: bis zu {of}, und hier sind es {count}; wähl ein "
        "anderes Verfahren."
    ),
    "boxes_too_wide": (
        "Die Kästen dieses Verfahrens fassen mehr als {of} Bilder: bewerte noch ein paar, oder "
        "wähl ein anderes Verfahren."
    ),
    "event_unfit": "Das geht hier nicht; sag „rückgängig“ oder „von vorne“.",
    "number_unknown": "Ein Bild {names} gibt es nicht: die Nummern gehen bis #{of}.",
    "no_undo": "Hier hat das Gespräch begonnen: es gibt nichts zurückzunehmen.",
    "no_redo": "Es gibt nichts wiederherzustellen: kein Schritt wurde zurückgenommen.",
    "other_library": "Dieses Gespräch gehört zu einer anderen Sammlung; fang hier ein neues an.",
    "link_damaged": (
        "Der Link ist beschädigt; lass ihn noch einmal kopieren und schicken, "
        "oder die Suche als Datei."
    ),
    "saved_elsewhere": "Diese gespeicherte Suche gehört zu einer anderen Sammlung; öffne sie dort.",
    "saved_large": "Diese gespeicherte Suche hat mehr als {of} KB; so groß ist keine von uns.",
    "saved_unreadable": (
        "Diese gespeicherte Suche lässt sich nicht lesen; speichere sie noch einmal, oder "
        "beschreib die Suche neu."
    ),
    "saved_unsound": (
        "Diese gespeicherte Suche widerspricht sich; speichere sie noch einmal, oder beschreib "
        "die Suche neu."
    ),
    "file_unwritable": (
        "„{text}“ lässt sich nicht schreiben: ist Platz da, und darf das Programm dort schreiben?"
    ),
    "file_unreadable": "„{text}“ lässt sich nicht lesen.",
    # Things to say next: each is a message that is understood.
    "say_more": "mehr",
    "say_like": "mehr wie {name}",
    "say_not": "nicht {name}",
    "say_undo": "rückgängig",
    "say_redo": "wiederherstellen",
    "say_restart": "von vorne",
    "say_why": "warum {name}?",
    "say_random": "überrasch mich",
    "say_help": "Hilfe",
    "say_uncertain": "wo bist du unsicher?",
    "say_none": "keins davon",
    "say_previous": "vorherige Seite",
    "say_unfilter": "keine Filter",
}
