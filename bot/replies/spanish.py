"""What the bot says, in Spanish."""

TABLE: dict[str, str] = {
    "and": "y",
    "upto": "a",
    "and_more": "{names} y {count} más",
    "quoted": "«{text}»",
    "match": "resultados",
    "match_one": "resultado",
    "right": ", unos {right} correctos",
    "right_one": ", quizá 1 correcto",
    "nearly_all": ", casi todos correctos",
    # What was understood: parts of one sentence.
    "liked": "más como {names}",
    "disliked": "no como {names}",
    "unsure": "{names} quizás",
    "unsure_many": "{names} quizás",
    "unlabelled": "sin opinión sobre {names}",
    "hidden": "oculto {names}",
    "brought_liked": "tus {count} imágenes sirven de ejemplo",
    "brought_liked_one": "tu imagen sirve de ejemplo",
    "brought_disliked": "nada como tus {count} imágenes",
    "brought_disliked_one": "nada como tu imagen",
    "brought_unsure": "tus {count} imágenes quizás",
    "brought_unsure_one": "tu imagen quizás",
    "new": "busco «{text}»",
    "refine": "añado «{text}»",
    "widen": "«{text}» también vale",
    "replace": "ahora «{text}» en su lugar",
    "drop": "sin las palabras «{text}»",
    "avoid": "lejos de «{text}»",
    "similar": "nueva búsqueda a partir de {names}",
    "reset_labels": "olvidé tus opiniones",
    "reset_liked": "olvidé lo que te gustaba",
    "reset_disliked": "olvidé lo que no te gustaba",
    "undone": "{count} pasos deshechos",
    "undone_one": "deshecho",
    "redone": "{count} pasos rehechos",
    "redone_one": "rehecho",
    "restarted": "empezamos de nuevo",
    "read_as": "leí «{text}» como {parts}",
    "stricter": "más estricto que antes",
    "looser": "menos estricto que antes",
    "relearned": "aprendido de otra manera",
    "only_landscape": "solo apaisadas",
    "only_portrait": "solo verticales",
    "only_square": "solo cuadradas",
    "only_panorama": "solo panorámicas",
    "only_path": "solo de carpetas como «{text}»",
    "only_format": "solo archivos {text}",
    "only_above": "solo por encima de {measure}",
    "only_below": "solo por debajo de {measure}",
    "only_on": "solo tomadas el {date}",
    "only_in": "solo tomadas en {date}",
    "only_between": "solo tomadas del {date} al {parts}",
    "only_since": "solo tomadas a partir del {date}",
    "only_before": "solo tomadas antes del {date}",
    "only_yearly": "solo tomadas en {date} de cualquier año",
    "only_yearly_on": "solo tomadas el {date} de cualquier año",
    "unfiltered": "ya no hay condiciones",
    "sorted_date_desc": "las más nuevas primero",
    "sorted_date_asc": "las más antiguas primero",
    "sorted_size_desc": "los archivos más grandes primero",
    "sorted_size_asc": "los archivos más pequeños primero",
    "sorted_name_asc": "por nombre de archivo",
    "sorted_name_desc": "por nombre de archivo, al revés",
    "sorted_match": "los mejores resultados primero",
    "revealed": "{count} imágenes ocultas pueden volver",
    "revealed_one": "1 imagen oculta puede volver",
    "skipped": "paso {names}",
    "loaded": "de vuelta en «{text}»",
    # What was done, or the answer to a question.
    "status_stricter": "más estricto de lo normal",
    "status_looser": "menos estricto de lo normal",
    "status_kept": "En vigor: {parts}.",
    "page_size": "Desde ahora {count} imágenes a la vez.",
    "page_size_one": "Desde ahora 1 imagen a la vez.",
    "saved": "Guardado como «{text}»; di «carga {text}» para volver.",
    "saved_file": "«{text}» es ahora un archivo pequeño; añádelo a un mensaje para volver.",
    "shared_link": (
        "Quien tenga esta colección ve tu búsqueda en este enlace; el archivo pequeño lleva "
        "lo mismo."
    ),
    "link_too_long": "La búsqueda es demasiado larga para un enlace.",
    "shared": (
        "Este archivo pequeño lleva la búsqueda, sin imágenes; quien tenga esta "
        "colección lo añade a un mensaje."
    ),
    "saved_names": "Guardado hasta ahora: {parts}.",
    "exported_csv": "{count} imágenes en una tabla CSV.",
    "exported_csv_one": "1 imagen en una tabla CSV.",
    "exported_json": "{count} imágenes en JSON.",
    "exported_json_one": "1 imagen en JSON.",
    "exported_zip": "{count} imágenes en un archivo ZIP.",
    "exported_zip_one": "1 imagen en un archivo ZIP.",
    "already": "{names} ya tenía esa opinión.",
    "already_many": "{names} ya tenían esa opinión.",
    "beginning": "Aquí empezó la conversación; describe lo que quieres ver.",
    "empty": "Di qué quieres ver, o qué imágenes te gustan: más como #3, no #7.",
    "empty_gallery": "Di qué imágenes te gustan (más como #3, no #7), o «más», «deshacer».",
    "greet": "¡Hola! Describe una imagen y luego guíame: más como #3, no #7.",
    "thank": "De nada.",
    "help": (
        "Describe lo que quieres ver y luego guíame con los números: «más como #3, no #7», «como "
        "3 pero de noche», «ninguna de estas», «sin personas». «más» pasa la página, «deshacer» "
        "vuelve un paso atrás, «empezar de nuevo» borra todo; «por qué #4», «cuántas» y «resumen» "
        "explican."
    ),
    "count": "{count} imágenes encajan, de {of} ordenadas.",
    "counted": "{count} imágenes encajan.",
    "counted_one": "1 imagen encaja.",
    "counted_right": (
        "{count} imágenes encajan; correctas entre ellas, creo: unas {right} (de {low} a {high})."
    ),
    "alike": "{names} y {count} imágenes casi iguales.",
    "alike_one": "{names} y 1 imagen casi igual.",
    "not_alike": "Ninguna otra imagen es casi igual a {names}.",
    "no_search": "Todavía no se busca nada.",
    "status_text": "Busco {parts}.",
    "status_avoid": "Evito {parts}.",
    "status_liked": "Te gusta {names}.",
    "status_liked_many": "Te gustan {names}.",
    "status_disliked": "No te gusta {names}.",
    "status_disliked_many": "No te gustan {names}.",
    "status_unsure": "Quizás: {names}.",
    "status_unsure_many": "Quizás: {names}.",
    "status_hidden": "{count} imágenes están ocultas.",
    "status_hidden_one": "1 imagen está oculta.",
    "status_earlier": "{count} imágenes más de antes tienen opinión.",
    "status_earlier_one": "1 imagen más de antes tiene opinión.",
    "show": "{names}: {parts}.",
    "fact": "{text}",
    "pixels": "{text} píxeles",
    "taken": "tomada el {date}",
    "day": "{date}",
    "show_plain": "Aquí está {names}.",
    "earlier_picture": "una imagen de antes",
    "named": "{names}",
    "why_liked": "{names} está más cerca de {parts}, que te gusta, que de lo que no te gusta.",
    "why_liked_only": "De las imágenes que te gustan, {parts} es la más cercana a {names}.",
    "why_disliked": "{names} está más cerca de {parts}, que no te gusta, que de lo que te gusta.",
    "why_disliked_only": "De las imágenes que no te gustan, {parts} es la más cercana a {names}.",
    "why_text": "Su parecido con tus palabras es {measure}.",
    "why_chance": "Encaja con una probabilidad del {right} %.",
    "why_votes": (
        "Encaja con una probabilidad del {right} %; {count} de {of} árboles votan por ella."
    ),
    "why_votes_one": "Encaja con una probabilidad del {right} %; 1 de {of} árboles vota por ella.",
    "why_unranked": "{names} quedaba demasiado lejos para ordenarla.",
    "why_kept_out": "Una condición deja fuera {names}.",
    "why_flip": "Si no te gustara {parts}, dejaría de encajar.",
    "why_flip_back": "Sin tu no a {parts}, encajaría.",
    "why_label_liked": "Te gusta {names}: ahora es un ejemplo y no se muestra de nuevo.",
    "why_label_disliked": "No te gusta {names}, así que queda fuera.",
    "why_label_unsure": "{names} es un quizás, así que no se muestra de nuevo.",
    "why_hidden": "Ocultaste {names}.",
    "why_nothing": "Todavía no se busca nada, así que no hay motivo.",
    "compared": "Aquí está {names}; di dos para comparar.",
    "compared_many": "Aquí están {names} lado a lado.",
    "seen_hidden": "Las {count} imágenes ya mostradas no saldrán más.",
    "seen_hidden_one": "La imagen ya mostrada no saldrá más.",
    # What is shown.
    "best": "{of} {matches}; aquí están los {count} mejores.",
    "best_one": "{of} {matches}; aquí está el mejor.",
    "first": "{of} {matches}; aquí están los {count} primeros.",
    "first_one": "{of} {matches}; aquí está el primero.",
    "all": "{of} {matches}; aquí están.",
    "all_one": "1 resultado; aquí está.",
    "some": "{of} {matches}; luego lo más cercano.",
    "nearest": "Nada encaja bien; aquí están las {count} imágenes más cercanas.",
    "nearest_one": "Nada encaja bien; aquí está la imagen más cercana.",
    "none": "No queda nada que mostrar: deshaz, o empieza de nuevo.",
    "none_left": "Nada cumple la búsqueda y sus condiciones: di «sin filtros», o deshaz.",
    "page": "Aquí hay {count} más.",
    "page_one": "Aquí hay 1 más.",
    "page_at": "Página {of}.",
    "earlier": "Las {count} anteriores.",
    "earlier_one": "La anterior.",
    "again": "Aquí estábamos.",
    "random": "Aquí hay {count} al azar.",
    "random_one": "Aquí hay una al azar.",
    "diverse": "Aquí hay {count}, lo más distintas posible.",
    "away": "Aquí hay {count} más lejanas.",
    "asked": "Primero las seguras; dudo de {names}: ¿sí o no?",
    "asked_many": "Primero las seguras; dudo de {names}: ¿cuáles sí y cuáles no?",
    "sure": "De estas {count} estoy seguro.",
    "sure_one": "De esta estoy seguro.",
    "uncertain": "Aquí hay {count} al azar: di cuáles te gustan.",
    "uncertain_one": "Aquí hay una al azar: di si te gusta.",
    "copies": (
        "Todo lo que encaja es casi igual a lo que ya valoraste; aquí están las {count} imágenes "
        "más cercanas."
    ),
    "copies_one": (
        "Todo lo que encaja es casi igual a lo que ya valoraste; aquí está la más cercana."
    ),
    "folded": "Las otras {count} son casi iguales a lo que ya valoraste: di «duplicados de #1».",
    "folded_one": "La otra es casi igual a lo que ya valoraste: di «duplicados de #1».",
    # What could not count, and what to say instead.
    "out_of_range": "No hay {names}: por ahora los números van de #1 a #{of}.",
    "out_of_range_one": "No hay {names}: por ahora solo se muestra #1.",
    "out_of_range_unnamed": "Ese número no existe: por ahora van de #1 a #{of}.",
    "out_of_range_empty": "Todavía no se muestra nada: describe primero una imagen.",
    "malformed": "Eso no es un número de imagen; escribe #3, o 3-5 para varias.",
    "contradictory": "¿{names} sí y no a la vez? Queda como estaba: di cuál de los dos.",
    "which": "¿Qué imagen? Di su número, por ejemplo: más como #3.",
    "which_text": "¿Cuál es «{text}»? Di su número, por ejemplo: más como #3.",
    "no_question": "No pregunté nada; di qué imágenes te gustan, por ejemplo: más como #3.",
    "no_comparison": "¿Cuáles dos? Di sus números, por ejemplo: más como #3 y #5.",
    "no_label": "{names} no tiene opinión; da una primero.",
    "no_label_many": "No hay nada que cambiar o quitar en {names}; da una opinión primero.",
    "same_label": "{names} tienen la misma opinión: no hay nada que cambiar.",
    "no_labels": "No hay opiniones de ese tipo que olvidar.",
    "no_gallery": "Todavía no se muestra nada: describe lo que quieres ver.",
    "earlier_gallery": (
        "No puedo volver a esas imágenes; sus números siguen valiendo: «muéstrame la foto #3»."
    ),
    "address": "No abro direcciones web; añade la imagen misma.",
    "identity": "No sé quién es quién; puedo buscar parecidos: más como #3.",
    "first_page": "Estas ya son las primeras.",
    "last_page": "Eso es todo: había {of} ordenadas. Deshaz, o valora otras imágenes.",
    "too_many": "Muestro {of} a la vez como mucho.",
    "nothing_to_undo": "No hay nada que deshacer.",
    "nothing_to_redo": "No hay nada que rehacer.",
    "no_words": "«{text}» no está entre las palabras de la búsqueda.",
    "last_words": "No hay más palabras que esas; di qué buscar en su lugar.",
    "nothing_wanted": "Ahora di qué quieres ver en su lugar.",
    "too_many_brought": "No caben más de {of} imágenes tuyas; las demás se quedan fuera.",
    "brought_gone": "Tu imagen ya no está; añádela otra vez.",
    "tile_size": "Aquí no puedo cambiar el tamaño; abre una imagen con un clic.",
    "strictest": "Más estricto no es posible.",
    "loosest": "Menos estricto no es posible.",
    "undated": "Esta colección no sabe cuándo se tomaron sus imágenes.",
    "some_dated": "Solo {of} imágenes tienen fecha aquí.",
    "some_dated_one": "Solo 1 imagen tiene fecha aquí.",
    "no_date": "No sé cuándo fue eso; di un año, o un mes y un año.",
    "none_fulfils": "Ninguna imagen de aquí cumple esto, así que no cuenta: {parts}.",
    "nothing_hidden": "No hay nada oculto.",
    "nothing_to_save": "Todavía no hay nada que guardar: busca algo primero.",
    "nothing_saved": "Todavía no hay nada guardado: di «guardar como» y un nombre.",
    "not_saved": "No hay nada guardado como «{text}».",
    "load_file": "Añade el archivo guardado a un mensaje, o pega su texto, para volver.",
    "upload_unsaved": "Tu propia imagen no forma parte.",
    "gone": "{of} de sus imágenes ya no están en esta colección.",
    "gone_one": "1 de sus imágenes ya no está en esta colección.",
    "nothing_to_export": "No hay nada que exportar: busca primero, o di qué te gusta.",
    "export_cut": "Son las primeras; no caben más en un archivo.",
    "export_gone": "{of} de los archivos ya no se pueden leer.",
    "export_gone_one": "1 de los archivos ya no se puede leer.",
    "no_filter": "No hay ningún filtro.",
    "too_long": "Solo leí el principio de tu mensaje.",
    "reads_english": (
        "El modelo de esta colección lee mejor el inglés; "
        "las imágenes y los clics valen en cualquier idioma."
    ),
    # What went wrong, by the kind of the error.
    "unexpected": "Algo salió mal y nada ha cambiado; dilo de otra forma, o «empezar de nuevo».",
    "setting_wrong": "Un ajuste de este programa está mal; su registro dice cuál.",
    "picture_unreadable": "Esa imagen no se puede leer; prueba con otra.",
    "picture_empty": "Esa imagen está vacía (0 bytes); cópiala otra vez de donde vino.",
    "picture_foreign": (
        "Eso no es una imagen que se pueda leer aquí (JPEG, PNG, WebP, GIF, BMP, TIFF); guárdala "
        "en uno de estos formatos."
    ),
    "picture_heic": "Aquí no se leen imágenes HEIC; guárdala como JPEG.",
    "picture_heavy": (
        "Ese archivo es demasiado grande: se leen imágenes de hasta {of} MB; trae una copia más "
        "pequeña."
    ),
    "picture_large": (
        "Esa imagen es demasiado grande: se leen hasta {of} millones de píxeles; guárdala más "
        "pequeña."
    ),
    "picture_damaged": "Esa imagen está dañada o incompleta; cópiala otra vez de donde vino.",
    "picture_gone": "El archivo «{text}» ya no se puede leer.",
    "picture_unknown": "Esa imagen no está en esta colección.",
    "upload_gone": "Tu imagen ya no está; añádela otra vez.",
    "condition_unclear": (
        "«{text}» no es una condición que conozca; di horizontal, 2 MB o 1000 píxeles."
    ),
    "model_missing": (
        "El modelo que entiende las palabras no se puede cargar aquí; con ejemplos sí funciona: "
        "di «sorpréndeme»."
    ),
    "library_harmed": (
        "Los archivos de esta colección no se pueden leer; quien la gestiona debería indexar las "
        "imágenes de nuevo."
    ),
    "library_waiting": "Las imágenes de {text} aún se están leyendo; prueba otra vez enseguida.",
    "library_busy": "Otro programa está leyendo esta colección; espera a que termine.",
    "folder_missing": "No hay ninguna carpeta «{text}»; indica la carpeta de las imágenes.",
    "folder_empty": "«{text}» no tiene ninguna imagen que se pueda leer.",
    "library_closed": "Ahora no se puede buscar en {text}; el registro dice por qué.",
    "labels_unfit": (
        "Algo de lo que juzgaste ya no encaja con esta colección; di «deshacer» o «empezar de "
        "nuevo»."
    ),
    "nothing_to_find": "Todavía no hay nada que buscar: descríbelo, o di qué imagen te gusta.",
    "scan_too_large": (
        "Un bosque simple mira cada imagen: hasta {of}, y hay {count}; elige otro método."
    ),
    "boxes_too_wide": (
        "Las cajas de este método contienen más de {of} imágenes: juzga algunas más, o elige "
        "otro método."
    ),
    "event_unfit": "Eso no se puede hacer aquí; di «deshacer» o «empezar de nuevo».",
    "number_unknown": "No hay imagen {names}: los números llegan hasta #{of}.",
    "no_undo": "Aquí empezó la conversación: no hay nada que deshacer.",
    "no_redo": "No hay nada que rehacer: no se deshizo ningún paso.",
    "other_library": "Esta conversación es de otra colección; empieza una nueva aquí.",
    "link_damaged": (
        "El enlace está dañado; pide que lo copien y envíen otra vez, o la búsqueda como archivo."
    ),
    "saved_elsewhere": "Esa búsqueda guardada es de otra colección; ábrela allí.",
    "saved_large": (
        "Esa búsqueda guardada tiene más de {of} KB, y ninguna de las nuestras llega a tanto."
    ),
    "saved_unreadable": (
        "Esa búsqueda guardada no se puede leer; guárdala otra vez, o describe la búsqueda de "
        "nuevo."
    ),
    "saved_unsound": (
        "Esa búsqueda guardada se contradice; guárdala otra vez, o describe la búsqueda de nuevo."
    ),
    "file_unwritable": "«{text}» no se puede escribir: ¿hay sitio y permiso para escribir?",
    "file_unreadable": "«{text}» no se puede leer.",
    # Things to say next: each is a message that is understood.
    "say_more": "más",
    "say_like": "más como {name}",
    "say_not": "no {name}",
    "say_undo": "deshacer",
    "say_redo": "rehacer",
    "say_restart": "empezar de nuevo",
    "say_why": "¿por qué {name}?",
    "say_random": "sorpréndeme",
    "say_help": "ayuda",
    "say_uncertain": "¿de cuáles dudas?",
    "say_none": "ninguna de estas",
    "say_previous": "página anterior",
    "say_unfilter": "sin filtros",
}
