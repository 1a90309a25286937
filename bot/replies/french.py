"""What the bot says, in French, with the spaces that its signs ask for."""

_NO_BREAK = "\u00a0"


def _spaced(template: str) -> str:
    """Keep `; : ? !` and guillemets on the line of their words."""
    for sign in ";:?!»":
        template = template.replace(f" {sign}", f"{_NO_BREAK}{sign}")
    return template.replace("« ", f"«{_NO_BREAK}")


_PLAIN: dict[str, str] = {
    "and": "et",
    "upto": "à",
    "thousands": "\u202f",
    "singular": "0 1",
    "quoted": "« {text} »",
    "match": "résultats",
    "match_one": "résultat",
    "right": ", dont environ {right} justes",
    "nearly_all": ", presque tous justes",
    # What was understood: parts of one sentence.
    "liked": "plus comme {names}",
    "disliked": "pas comme {names}",
    "unsure": "{names} peut-être",
    "unsure_many": "{names} peut-être",
    "unlabelled": "plus d'avis sur {names}",
    "hidden": "je cache {names}",
    "brought_liked": "votre image sert d'exemple",
    "brought_disliked": "rien comme votre image",
    "brought_unsure": "votre image peut-être",
    "new": "je cherche « {text} »",
    "refine": "avec « {text} »",
    "widen": "« {text} » compte aussi",
    "replace": "maintenant « {text} » à la place",
    "drop": "sans les mots « {text} »",
    "avoid": "loin de « {text} »",
    "similar": "nouvelle recherche à partir de {names}",
    "reset_labels": "vos avis sont oubliés",
    "reset_liked": "ce que vous aimiez est oublié",
    "reset_disliked": "ce que vous n'aimiez pas est oublié",
    "undone": "{count} étapes annulées",
    "undone_one": "c'est annulé",
    "redone": "{count} étapes rétablies",
    "redone_one": "c'est rétabli",
    "restarted": "on repart de zéro",
    "read_as": "« {text} » lu comme {parts}",
    # What was done, or the answer to a question.
    "already": "{names} avait déjà cet avis.",
    "already_many": "{names} avaient déjà cet avis.",
    "beginning": "La conversation commence ici ; décrivez ce que vous voulez voir.",
    "empty": "Dites ce que vous voulez voir, ou ce qui vous plaît : plus comme #3, pas #7.",
    "empty_gallery": "Dites ce qui vous plaît (plus comme #3, pas #7), ou « plus », « annuler ».",
    "greet": "Bonjour ! Décrivez une image, puis guidez-moi : plus comme #3, pas #7.",
    "thank": "Je vous en prie.",
    "help": (
        "Décrivez ce que vous voulez voir, puis guidez-moi avec les numéros : « plus comme #3, "
        "pas #7 », « comme 3 mais la nuit », « aucune », « sans personnes ». « plus » tourne la "
        "page, « annuler » revient d'une étape, « recommencer » repart de zéro ; « pourquoi #4 », "
        "« combien » et « résumé » expliquent."
    ),
    "count": "{count} images correspondent, sur {of} classées.",
    "counted": "{count} images correspondent.",
    "counted_one": "{count} image correspond.",
    "counted_right": (
        "{count} images correspondent ; environ {right} sont justes, je pense : {low} à {high}."
    ),
    "alike": "{names} et {count} images presque identiques.",
    "alike_one": "{names} et 1 image presque identique.",
    "not_alike": "Aucune autre image n'est presque identique à {names}.",
    "no_search": "Aucune recherche n'est en cours.",
    "status_text": "Recherche : {parts}.",
    "status_avoid": "À éviter : {parts}.",
    "status_liked": "Vous aimez {names}.",
    "status_liked_many": "Vous aimez {names}.",
    "status_disliked": "Vous n'aimez pas {names}.",
    "status_disliked_many": "Vous n'aimez pas {names}.",
    "status_unsure": "Peut-être : {names}.",
    "status_unsure_many": "Peut-être : {names}.",
    "status_hidden": "{count} images sont cachées.",
    "status_hidden_one": "{count} image est cachée.",
    "status_earlier": "{count} autres images d'avant ont un avis.",
    "status_earlier_one": "{count} autre image d'avant a un avis.",
    "show": "{names} : {parts}.",
    "fact": "{text}",
    "pixels": "{text} pixels",
    "taken": "prise le {text}",
    "show_plain": "Voici {names}.",
    "earlier_picture": "une image d'avant",
    "named": "{names}",
    "why_liked": "{names} est plus proche de {parts}, que vous aimez, que de ce qui vous déplaît.",
    "why_liked_only": "Parmi les images que vous aimez, {parts} est la plus proche de {names}.",
    "why_disliked": (
        "{names} est plus proche de {parts}, qui vous déplaît, que de ce que vous aimez."
    ),
    "why_disliked_only": "Parmi celles qui vous déplaisent, {parts} est la plus proche de {names}.",
    "why_text": "Sa ressemblance avec vos mots est de {text}.",
    "why_label_liked": "Vous aimez {names} : c'est un exemple, qui n'est plus montré.",
    "why_label_disliked": "Vous n'aimez pas {names}, donc je l'écarte.",
    "why_label_unsure": "{names} est un peut-être, qui n'est plus montré.",
    "why_hidden": "Vous avez caché {names}.",
    "why_nothing": "Aucune recherche n'est en cours, donc il n'y a pas encore de raison.",
    "compared": "Voici {names} ; donnez-en deux à comparer.",
    "compared_many": "Voici {names} côte à côte.",
    "seen_hidden": "Les {count} images déjà montrées ne reviendront plus.",
    "seen_hidden_one": "L'image déjà montrée ne reviendra plus.",
    # What is shown.
    "best": "{of} {matches} ; voici les {count} meilleurs.",
    "best_one": "{of} {matches} ; voici le meilleur.",
    "all": "{of} {matches} ; les voici.",
    "all_one": "1 résultat ; le voici.",
    "some": "{of} {matches}, puis les plus proches.",
    "nearest": "Rien ne correspond bien ; voici les {count} images les plus proches.",
    "nearest_one": "Rien ne correspond bien ; voici l'image la plus proche.",
    "none": "Il ne reste rien à montrer : annulez, ou recommencez.",
    "page": "En voici {count} de plus.",
    "page_one": "En voici {count} de plus.",
    "page_at": "Page {of}.",
    "earlier": "Les {count} d'avant.",
    "earlier_one": "Celle d'avant.",
    "again": "Voilà où nous en étions.",
    "random": "En voici {count} au hasard.",
    "random_one": "En voici une au hasard.",
    "diverse": "En voici {count}, aussi différentes que possible.",
    "away": "En voici {count} plus éloignées.",
    "asked": "Les sûres d'abord ; j'hésite sur {names} : oui ou non ?",
    "asked_many": "Les sûres d'abord ; j'hésite sur {names} : lesquelles oui, lesquelles non ?",
    "sure": "Je suis sûr de ces {count}.",
    "sure_one": "Je suis sûr de celle-ci.",
    "uncertain": "En voici {count} au hasard : dites lesquelles vous aimez.",
    "uncertain_one": "En voici une au hasard : dites si vous l'aimez.",
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
        "L'autre est presque identique à ce que vous avez jugé : dites « doublons de #1 »."
    ),
    # What could not count, and what to say instead.
    "out_of_range": "Il n'y a pas de {names} : les numéros vont de #1 à #{of} pour l'instant.",
    "out_of_range_one": "Il n'y a pas de {names} : seule #1 est montrée pour l'instant.",
    "out_of_range_unnamed": "Ce numéro n'existe pas : ils vont de #1 à #{of} pour l'instant.",
    "out_of_range_empty": "Rien n'est encore montré : décrivez d'abord une image.",
    "malformed": "Ce n'est pas un numéro d'image ; écrivez #3, ou 3-5 pour plusieurs.",
    "contradictory": "{names} à la fois oui et non ? Rien n'a changé : dites lequel.",
    "which": "Quelle image ? Donnez son numéro, par exemple : plus comme #3.",
    "which_text": "Laquelle est « {text} » ? Donnez son numéro, par exemple : plus comme #3.",
    "no_question": "Je n'ai rien demandé ; dites ce qui vous plaît, par exemple : plus comme #3.",
    "no_comparison": "Lesquelles ? Donnez deux numéros, par exemple : plus comme #3 et #5.",
    "no_label": "{names} n'a pas d'avis ; donnez-en un d'abord.",
    "no_label_many": "{names} n'ont pas d'avis ; donnez-en un d'abord.",
    "no_labels": "Il n'y a pas d'avis de ce genre à oublier.",
    "no_gallery": "Rien n'est encore montré : décrivez ce que vous voulez voir.",
    "earlier_gallery": (
        "Je ne peux pas revenir à ces images ; leurs numéros restent valables : « montre #3 »."
    ),
    "address": "Je n'ouvre pas d'adresses web ; ajoutez l'image elle-même.",
    "identity": "Je ne sais pas qui sont les gens ; je trouve des ressemblances : plus comme #3.",
    "first_page": "Ce sont déjà les premières.",
    "last_page": "C'est tout : {of} étaient classées. Annulez, ou jugez d'autres images.",
    "too_many": "J'en montre {of} à la fois au plus.",
    "nothing_to_undo": "Il n'y a rien à annuler.",
    "nothing_to_redo": "Il n'y a rien à rétablir.",
    "no_words": "« {text} » n'est pas dans les mots de la recherche.",
    "last_words": "Il n'y a pas d'autres mots ; dites quoi chercher à la place.",
    "nothing_wanted": "Dites maintenant ce que vous voulez voir à la place.",
    "brought_gone": "Votre image n'est plus là ; ajoutez-la de nouveau.",
    "not_yet_export": (
        "Je ne sais pas encore exporter ; dans le terminal, morelike chat --json donne les "
        "fichiers."
    ),
    "not_yet_save": "Je ne sais pas encore enregistrer ; la page garde cette conversation.",
    "not_yet_load": "Je ne sais pas encore charger ; décrivez de nouveau la recherche.",
    "not_yet_share": "Je ne sais pas encore faire de liens.",
    "not_yet_filter": (
        "Je ne sais pas encore filtrer par date, lieu ou format ; dites-le avec des mots."
    ),
    "not_yet_sort": "Je ne sais pas encore trier : les meilleurs résultats viennent d'abord.",
    "not_yet_tile_size": (
        "Je ne sais pas encore changer la taille des images ; ouvrez-en une d'un clic."
    ),
    "not_yet_cut": "Je ne sais pas encore être plus ou moins strict ; jugez plus d'images.",
    "no_filter": "Il n'y a pas de filtre.",
    "too_long": "Je n'ai lu que le début de votre message.",
    "problem": "{text}",
    # Things to say next: each is a message that is understood.
    "say_more": "plus",
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
}
TABLE = {code: _spaced(template) for code, template in _PLAIN.items()}
