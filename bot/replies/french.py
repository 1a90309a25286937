"""What the bot says, in French, with the spaces that its signs ask for."""

_NO_BREAK = "\u00a0"


def spaced(template: str) -> str:
    """Keep `; : ? ! %` and guillemets on the line of their words."""
    for sign in ";:?!»%":
        template = template.replace(f" {sign}", f"{_NO_BREAK}{sign}")
    return template.replace("« ", f"«{_NO_BREAK}")


_PLAIN: dict[str, str] = {
    "and": "et",
    "upto": "à",
    "and_more": "{names} et {count} autres",
    "quoted": "« {text} »",
    "match": "résultats",
    "match_one": "résultat",
    "right": ", dont environ {right} justes",
    "right_one": ", dont environ 1 juste",
    "nearly_all": ", presque tous justes",
    # What was understood: parts of one sentence.
    "liked": "plus comme {names}",
    "disliked": "pas comme {names}",
    "unsure": "{names} peut-être",
    "unsure_many": "{names} peut-être",
    "unlabelled": "plus d’avis sur {names}",
    "hidden": "je cache {names}",
    "brought_liked": "vos {count} images servent d’exemples",
    "brought_liked_one": "votre image sert d’exemple",
    "brought_disliked": "rien comme vos {count} images",
    "brought_disliked_one": "rien comme votre image",
    "brought_unsure": "vos {count} images peut-être",
    "brought_unsure_one": "votre image peut-être",
    "new": "je cherche « {text} »",
    "refine": "avec « {text} »",
    "widen": "« {text} » compte aussi",
    "replace": "maintenant « {text} » à la place",
    "drop": "sans les mots « {text} »",
    "avoid": "loin de « {text} »",
    "similar": "nouvelle recherche à partir de {names}",
    "reset_labels": "vos avis sont oubliés",
    "reset_liked": "ce que vous aimiez est oublié",
    "reset_disliked": "ce que vous n’aimiez pas est oublié",
    "undone": "{count} étapes annulées",
    "undone_one": "c’est annulé",
    "redone": "{count} étapes rétablies",
    "redone_one": "c’est rétabli",
    "restarted": "on repart de zéro",
    "read_as": "« {text} » lu comme {parts}",
    "stricter": "plus strict qu’avant",
    "looser": "moins strict qu’avant",
    "relearned": "appris d’une autre façon",
    "only_landscape": "seulement au format paysage",
    "only_portrait": "seulement au format portrait",
    "only_square": "seulement les carrées",
    "only_panorama": "seulement les panoramas",
    "only_path": "seulement les dossiers comme « {text} »",
    "only_format": "seulement les fichiers {text}",
    "only_above": "seulement au-dessus de {measure}",
    "only_below": "seulement au-dessous de {measure}",
    "only_on": "seulement celles prises le {date}",
    "only_in": "seulement celles prises en {date}",
    "only_between": "seulement celles prises du {date} au {parts}",
    "only_since": "seulement celles prises à partir du {date}",
    "only_before": "seulement celles prises avant le {date}",
    "only_yearly": "seulement celles prises en {date}, toutes années",
    "only_yearly_on": "seulement celles prises un {date}, toutes années",
    "unfiltered": "toutes les conditions sont levées",
    "sorted_date_desc": "les plus récentes d’abord",
    "sorted_date_asc": "les plus anciennes d’abord",
    "sorted_size_desc": "les plus gros fichiers d’abord",
    "sorted_size_asc": "les plus petits fichiers d’abord",
    "sorted_name_asc": "par nom de fichier",
    "sorted_name_desc": "par nom de fichier, à rebours",
    "sorted_match": "les meilleurs résultats d’abord",
    "revealed": "{count} images cachées peuvent revenir",
    "revealed_one": "{count} image cachée peut revenir",
    "skipped": "je passe {names}",
    "loaded": "retour à « {text} »",
    # What was done, or the answer to a question.
    "status_stricter": "plus strict que d’habitude",
    "status_looser": "moins strict que d’habitude",
    "status_kept": "En vigueur : {parts}.",
    "page_size": "Désormais {count} images à la fois.",
    "page_size_one": "Désormais {count} image à la fois.",
    "saved": "Gardé sous « {text} » ; dites « charge {text} » pour y revenir.",
    "saved_file": (
        "« {text} » est maintenant un petit fichier ; joignez-le à un message pour y revenir."
    ),
    "shared_link": (
        "Qui a cette collection voit votre recherche à ce lien ; le petit fichier contient "
        "la même chose."
    ),
    "link_too_long": "La recherche est trop longue pour un lien.",
    "shared": (
        "Ce petit fichier contient la recherche, sans images ; qui a cette collection le "
        "joint à un message."
    ),
    "saved_names": "Gardé jusqu’ici : {parts}.",
    "exported_csv": "{count} images en tableau CSV.",
    "exported_csv_one": "{count} image en tableau CSV.",
    "exported_json": "{count} images en JSON.",
    "exported_json_one": "{count} image en JSON.",
    "exported_zip": "{count} images en fichier ZIP.",
    "exported_zip_one": "{count} image en fichier ZIP.",
    "already": "{names} avait déjà cet avis.",
    "already_many": "{names} avaient déjà cet avis.",
    "beginning": "La conversation commence ici ; décrivez ce que vous voulez voir.",
    "empty": "Dites ce que vous voulez voir, ou ce qui vous plaît : plus comme #3, pas #7.",
    "empty_gallery": "Dites ce qui vous plaît (plus comme #3, pas #7), ou « plus », « annuler ».",
    "greet": "Bonjour ! Décrivez une image, puis guidez-moi : plus comme #3, pas #7.",
    "thank": "Je vous en prie.",
    "help": (
        "Décrivez ce que vous voulez voir, puis guidez-moi avec les numéros : « plus comme #3, "
        "pas #7 », « comme 3 mais la nuit », « aucune », « sans personnes ». « encore » tourne la "
        "page, « annuler » revient d’une étape, « recommencer » repart de zéro ; « pourquoi #4 », "
        "« combien » et « résumé » expliquent."
    ),
    "count": "{count} images correspondent, sur {of} classées.",
    "counted": "{count} images correspondent.",
    "counted_one": "{count} image correspond.",
    "counted_right": (
        "{count} images correspondent ; justes parmi elles, je pense : environ {right} "
        "({low} à {high})."
    ),
    "alike": "{names} et {count} images presque identiques.",
    "alike_one": "{names} et 1 image presque identique.",
    "not_alike": "Aucune autre image n’est presque identique à {names}.",
    "no_search": "Aucune recherche n’est en cours.",
    "status_text": "Recherche : {parts}.",
    "status_avoid": "À éviter : {parts}.",
    "status_liked": "Vous aimez {names}.",
    "status_liked_many": "Vous aimez {names}.",
    "status_disliked": "Vous n’aimez pas {names}.",
    "status_disliked_many": "Vous n’aimez pas {names}.",
    "status_unsure": "Peut-être : {names}.",
    "status_unsure_many": "Peut-être : {names}.",
    "status_hidden": "{count} images sont cachées.",
    "status_hidden_one": "{count} image est cachée.",
    "status_earlier": "{count} autres images d’avant ont un avis.",
    "status_earlier_one": "{count} autre image d’avant a un avis.",
    "show": "{names} : {parts}.",
    "fact": "{text}",
    "pixels": "{text} pixels",
    "taken": "prise le {date}",
    "day": "{date}",
    "show_plain": "Voici {names}.",
    "earlier_picture": "une image d’avant",
    "named": "{names}",
    "why_liked": "{names} est plus proche de {parts}, que vous aimez, que de ce qui vous déplaît.",
    "why_liked_only": "Parmi les images que vous aimez, {parts} est la plus proche de {names}.",
    "why_disliked": (
        "{names} est plus proche de {parts}, qui vous déplaît, que de ce que vous aimez."
    ),
    "why_disliked_only": "Parmi celles qui vous déplaisent, {parts} est la plus proche de {names}.",
    "why_text": "Sa ressemblance avec vos mots est de {measure}.",
    "why_chance": "Elle convient avec {right} % de chances.",
    "why_votes": (
        "Elle convient avec {right} % de chances ; {count} arbres sur {of} votent pour elle."
    ),
    "why_votes_one": (
        "Elle convient avec {right} % de chances ; {count} arbre sur {of} vote pour elle."
    ),
    "why_unranked": "{names} était trop loin pour être classée.",
    "why_kept_out": "Une condition écarte {names}.",
    "why_flip": "Si {parts} vous déplaisait, elle ne serait plus un résultat.",
    "why_flip_back": "Sans votre non à {parts}, elle serait un résultat.",
    "why_label_liked": "Vous aimez {names} : c’est un exemple, qui n’est plus montré.",
    "why_label_disliked": "Vous n’aimez pas {names}, donc je l’écarte.",
    "why_label_unsure": "{names} est un peut-être, qui n’est plus montré.",
    "why_hidden": "Vous avez caché {names}.",
    "why_nothing": "Aucune recherche n’est en cours, donc il n’y a pas encore de raison.",
    "compared": "Voici {names} ; donnez-en deux à comparer.",
    "compared_many": "Voici {names} côte à côte.",
    "seen_hidden": "Les {count} images déjà montrées ne reviendront plus.",
    "seen_hidden_one": "L’image déjà montrée ne reviendra plus.",
    # What is shown.
    "best": "{of} {matches} ; voici les {count} meilleurs.",
    "best_one": "{of} {matches} ; voici le meilleur.",
    "first": "{of} {matches} ; voici les {count} premiers.",
    "first_one": "{of} {matches} ; voici le premier.",
    "all": "{of} {matches} ; les voici.",
    "all_one": "1 résultat ; le voici.",
    "some": "{of} {matches} ; puis les plus proches.",
    "nearest": "Rien ne correspond bien ; voici les {count} images les plus proches.",
    "nearest_one": "Rien ne correspond bien ; voici l’image la plus proche.",
    "none": "Il ne reste rien à montrer : annulez, ou recommencez.",
    "none_left": (
        "Rien ne répond à la recherche et à ses conditions : dites « sans filtre », ou annulez."
    ),
    "page": "En voici {count} de plus.",
    "page_one": "En voici {count} de plus.",
    "page_at": "Page {of}.",
    "earlier": "Les {count} d’avant.",
    "earlier_one": "Celle d’avant.",
    "again": "Voilà où nous en étions.",
    "random": "En voici {count} au hasard.",
    "random_one": "En voici une au hasard.",
    "diverse": "En voici {count}, aussi différentes que possible.",
    "away": "En voici {count} plus éloignées.",
    "asked": "Les sûres d’abord ; j’hésite sur {names} : oui ou non ?",
    "asked_many": "Les sûres d’abord ; j’hésite sur {names} : lesquelles oui, lesquelles non ?",
    "sure": "Je suis sûr de ces {count}.",
    "sure_one": "Je suis sûr de celle-ci.",
    "uncertain": "En voici {count} au hasard : dites lesquelles vous aimez.",
    "uncertain_one": "En voici une au hasard : dites si vous l’aimez.",
    "copies": (
        "Tout ce qui correspond ressemble trop à ce que vous avez jugé ; voici les {count} "
        "images les plus proches."
    ),
    "copies_one": (
        "Tout ce qui correspond ressemble trop à ce que vous avez jugé ; voici la plus proche."
    ),
    "folded": (
        "Les {count} autres sont presque identiques à ce que vous avez jugé : dites « doublons "
        "de #1 »."
    ),
    "folded_one": (
        "L’autre est presque identique à ce que vous avez jugé : dites « doublons de #1 »."
    ),
    # What could not count, and what to say instead.
    "out_of_range": "Il n’y a pas de {names} : les numéros vont de #1 à #{of} pour l’instant.",
    "out_of_range_one": "Il n’y a pas de {names} : seule #1 est montrée pour l’instant.",
    "out_of_range_unnamed": "Ce numéro n’existe pas : ils vont de #1 à #{of} pour l’instant.",
    "out_of_range_empty": "Rien n’est encore montré : décrivez d’abord une image.",
    "malformed": "Ce n’est pas un numéro d’image ; écrivez #3, ou 3-5 pour plusieurs.",
    "contradictory": "{names} à la fois oui et non ? Rien n’a changé : dites lequel.",
    "which": "Quelle image ? Donnez son numéro, par exemple : plus comme #3.",
    "which_text": "Laquelle est « {text} » ? Donnez son numéro, par exemple : plus comme #3.",
    "no_question": "Je n’ai rien demandé ; dites ce qui vous plaît, par exemple : plus comme #3.",
    "no_comparison": "Lesquelles ? Donnez deux numéros, par exemple : plus comme #3 et #5.",
    "no_label": "{names} n’a pas d’avis ; donnez-en un d’abord.",
    "no_label_many": "Rien à échanger ni à retirer pour {names} ; donnez un avis d’abord.",
    "same_label": "{names} ont le même avis : il n’y a rien à échanger.",
    "no_labels": "Il n’y a pas d’avis de ce genre à oublier.",
    "no_gallery": "Rien n’est encore montré : décrivez ce que vous voulez voir.",
    "earlier_gallery": (
        "Je ne peux pas revenir à ces images ; leurs numéros restent valables : « montre #3 »."
    ),
    "address": "Je n’ouvre pas d’adresses web ; ajoutez l’image elle-même.",
    "identity": "Je ne sais pas qui sont les gens ; je trouve des ressemblances : plus comme #3.",
    "first_page": "Ce sont déjà les premières.",
    "last_page": "C’est tout : {of} étaient classées. Annulez, ou jugez d’autres images.",
    "too_many": "J’en montre {of} à la fois au plus.",
    "nothing_to_undo": "Il n’y a rien à annuler.",
    "nothing_to_redo": "Il n’y a rien à rétablir.",
    "no_words": "« {text} » n’est pas dans les mots de la recherche.",
    "last_words": "Il n’y a pas d’autres mots ; dites quoi chercher à la place.",
    "nothing_wanted": "Dites maintenant ce que vous voulez voir à la place.",
    "too_many_brought": "Pas plus de {of} images à vous ; les autres sont laissées de côté.",
    "brought_gone": "Votre image n’est plus là ; ajoutez-la de nouveau.",
    "tile_size": "Je ne peux pas changer la taille des images ici ; ouvrez-en une d’un clic.",
    "strictest": "Plus strict n’est pas possible.",
    "loosest": "Moins strict n’est pas possible.",
    "undated": "Cette collection ne sait pas quand ses images ont été prises.",
    "some_dated": "Seules {of} images ont une date ici.",
    "some_dated_one": "Seule {of} image a une date ici.",
    "no_date": "Je ne sais pas quand c’était ; dites une année, ou un mois et une année.",
    "none_fulfils": "Aucune image ne répond à cela, donc cela ne compte pas : {parts}.",
    "nothing_hidden": "Rien n’est caché.",
    "nothing_to_save": "Il n’y a encore rien à garder : cherchez d’abord quelque chose.",
    "nothing_saved": "Rien n’est encore gardé : dites « enregistre sous » et un nom.",
    "not_saved": "Rien n’est gardé sous « {text} ».",
    "load_file": "Joignez le fichier gardé à un message, ou collez son texte, pour y revenir.",
    "upload_unsaved": "Votre propre image n’en fait pas partie.",
    "gone": "{of} de ses images ne sont plus dans cette collection.",
    "gone_one": "{of} de ses images n’est plus dans cette collection.",
    "nothing_to_export": "Il n’y a rien à exporter : cherchez d’abord, ou dites ce qui vous plaît.",
    "export_cut": "Ce sont les premières ; un fichier n’en contient pas plus.",
    "export_gone": "{of} des fichiers ne sont plus lisibles.",
    "export_gone_one": "{of} des fichiers n’est plus lisible.",
    "no_filter": "Il n’y a pas de filtre.",
    "too_long": "Je n’ai lu que le début de votre message.",
    "reads_english": (
        "Le modèle de cette collection lit surtout l’anglais ; "
        "images et clics marchent dans toutes les langues."
    ),
    # What went wrong, by the kind of the error.
    "unexpected": (
        "Cela n’a pas marché, et rien n’a changé ; dites-le autrement, ou « recommencer »."
    ),
    "setting_wrong": "Un réglage de ce programme est faux ; son journal dit lequel.",
    "picture_unreadable": "Cette image ne peut pas être lue ; essayez-en une autre.",
    "picture_empty": "Cette image est vide (0 octet) ; copiez-la de nouveau de là où elle vient.",
    "picture_foreign": (
        "Ce n’est pas une image lisible ici (JPEG, PNG, WebP, GIF, BMP, TIFF) ; enregistrez-la "
        "dans l’un de ces formats."
    ),
    "picture_heic": "Les images HEIC ne sont pas lues ici ; enregistrez-la en JPEG.",
    "picture_heavy": (
        "Ce fichier est trop gros : les images sont lues jusqu’à {of} Mo ; apportez une copie "
        "plus petite."
    ),
    "picture_large": (
        "Cette image est trop grande : jusqu’à {of} millions de pixels sont lus ; enregistrez-la "
        "plus petite."
    ),
    "picture_damaged": (
        "Cette image est abîmée ou incomplète ; copiez-la de nouveau de là où elle vient."
    ),
    "picture_gone": "Le fichier « {text} » ne peut plus être lu.",
    "picture_unknown": "Cette image n’est pas dans cette collection.",
    "upload_gone": "Votre image n’est plus là ; ajoutez-la de nouveau.",
    "condition_unclear": (
        "« {text} » n’est pas une condition que je connais ; dites paysage, 2 Mo ou 1000 pixels."
    ),
    "model_missing": (
        "Le modèle qui comprend les mots ne peut pas être chargé ici ; les exemples marchent "
        "quand même : dites « surprends-moi »."
    ),
    "library_harmed": (
        "Les fichiers de cette collection ne peuvent pas être lus ; qui la gère devrait indexer "
        "les images de nouveau."
    ),
    "library_waiting": "Les images de {text} sont encore en cours de lecture ; réessayez bientôt.",
    "library_busy": (
        "Un autre programme est en train de lire cette collection ; attendez qu’il ait fini."
    ),
    "folder_missing": "Il n’y a pas de dossier « {text} » ; indiquez le dossier des images.",
    "folder_empty": "« {text} » ne contient aucune image lisible.",
    "library_closed": "{text} ne peut pas être fouillée pour l’instant ; le journal dit pourquoi.",
    "labels_unfit": (
        "Certains de vos avis ne vont plus avec cette collection ; dites « annuler » ou "
        "« recommencer »."
    ),
    "nothing_to_find": "Il n’y a encore rien à chercher : décrivez-le, ou aimez une image.",
    "scan_too_large": (
        "Une forêt simple regarde chaque image : jusqu’à {of}, et il y en a {count} ; choisissez "
        "une autre méthode."
    ),
    "boxes_too_wide": (
        "Les boîtes de cette méthode contiennent plus de {of} images : jugez-en quelques-unes de "
        "plus, ou choisissez une autre méthode."
    ),
    "event_unfit": "Ce n’est pas possible ici ; dites « annuler » ou « recommencer ».",
    "number_unknown": "Il n’y a pas d’image {names} : les numéros vont jusqu’à #{of}.",
    "no_undo": "La conversation a commencé ici : il n’y a rien à annuler.",
    "no_redo": "Il n’y a rien à rétablir : aucun tour n’a été annulé.",
    "other_library": (
        "Cette conversation appartient à une autre collection ; commencez-en une nouvelle ici."
    ),
    "link_damaged": (
        "Le lien est abîmé ; faites-le copier et envoyer encore une fois, "
        "ou la recherche en fichier."
    ),
    "saved_elsewhere": (
        "Cette recherche enregistrée appartient à une autre collection ; ouvrez-la là-bas."
    ),
    "saved_large": "Cette recherche enregistrée dépasse {of} ko, ce qu’aucune des nôtres ne fait.",
    "saved_unreadable": (
        "Cette recherche enregistrée ne peut pas être lue ; enregistrez-la de nouveau, ou "
        "décrivez la recherche."
    ),
    "saved_unsound": (
        "Cette recherche enregistrée se contredit ; enregistrez-la de nouveau, ou décrivez la "
        "recherche."
    ),
    "file_unwritable": (
        "« {text} » ne peut pas être écrit : y a-t-il de la place, et le droit d’écrire ?"
    ),
    "file_unreadable": "« {text} » ne peut pas être lu.",
    # Things to say next: each is a message that is understood.
    "say_more": "encore",
    "say_like": "plus comme {name}",
    "say_not": "pas {name}",
    "say_undo": "annuler",
    "say_redo": "rétablir",
    "say_restart": "recommencer",
    "say_why": "pourquoi {name} ?",
    "say_random": "surprends-moi",
    "say_help": "aide",
    "say_uncertain": "tu hésites sur quoi ?",
    "say_none": "aucune",
    "say_previous": "page précédente",
    "say_unfilter": "sans filtre",
}
TABLE = {code: spaced(template) for code, template in _PLAIN.items()}
