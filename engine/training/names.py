"""What the things on the training photos are called, and what kinds they belong to.

A *fact* is a short key such as `lemon`, `fruit` or `night`: something that is true of a
picture. Photos and drawings share one space of facts, so a photographed sunflower and a drawn
one teach the same word. `NAMES` gives the words that people use for a fact, `KINDS` the wider
facts that follow from it. Facts without an entry are called by their own key.
"""

from functools import cache

_THINGS = """
human face: human face, face, portrait, person, smiling face | people
leopards = leopard: leopard, spotted leopard | animal, wild animal, big cat
motorbikes = motorbike: motorbike, motorcycle | vehicle
accordion: accordion, squeezebox | musical instrument
airplanes = airplane: airplane, aeroplane, plane, jet, aircraft | vehicle, aircraft
anchor: anchor, ship's anchor | tool
ant: ant, black ant | animal, insect
barrel: barrel, wooden barrel, cask | container
bass: bass, bass fish | animal, fish
beaver: beaver | animal, wild animal
binocular: binoculars, binocular, field glasses | tool
bonsai: bonsai, bonsai tree, small tree in a pot | plant, tree
brain: brain, human brain
brontosaurus: brontosaurus, long necked dinosaur | animal, dinosaur
buddha: buddha, buddha statue, statue of buddha | statue
butterfly: butterfly, moth | animal, insect
camera: camera, photo camera | device
cannon: cannon, old gun, artillery | weapon
car (side view) = car: car, automobile, car side view, side view of a car | vehicle
ceiling fan: ceiling fan, fan | furniture
cellphone: cellphone, mobile phone, cell phone, telephone | device
chair: chair, seat | furniture
chandelier: chandelier, hanging lamp with many lights | lamp light
cougar body: cougar body, cougar, puma, mountain lion | animal, wild animal, big cat
cougar face: cougar face, face of a cougar, puma face | animal, wild animal, big cat
crab: crab | animal, sea animal
crayfish: crayfish, crawfish | animal, sea animal
crocodile: crocodile, alligator | animal, wild animal, reptile
crocodile head: crocodile head, head of a crocodile, alligator head | animal, wild animal, reptile
cup: cup, mug, tea cup, coffee cup | container
dalmatian: dalmatian, spotted dog | animal, dog
dollar bill: dollar bill, banknote, money, dollar
dolphin: dolphin | animal, sea animal
dragonfly: dragonfly | animal, insect
electric guitar: electric guitar, guitar | musical instrument
elephant: elephant | animal, wild animal
emu: emu, big bird | animal, bird
euphonium: euphonium, tuba, brass horn | musical instrument
ewer: ewer, jug, pitcher, vase | container
ferry: ferry, ferry boat, ship | vehicle, boat
flamingo: flamingo, pink bird | animal, bird
flamingo head: flamingo head, head of a flamingo | animal, bird
garfield: garfield, orange cartoon cat | cartoon
gerenuk: gerenuk, gazelle, antelope | animal, wild animal
gramophone: gramophone, phonograph, old record player | device
grand piano: grand piano, piano | musical instrument
hawksbill: hawksbill, sea turtle, turtle | animal, sea animal, reptile
headphone: headphones, headphone, earphones | device
hedgehog: hedgehog | animal, wild animal
helicopter: helicopter, chopper | vehicle, aircraft
ibis: ibis, wading bird | animal, bird
inline skate: inline skate, roller skate, rollerblade | sports gear
joshua tree: joshua tree, desert tree | plant, tree
kangaroo: kangaroo, wallaby | animal, wild animal
ketch: ketch, sailing yacht, yacht | vehicle, boat
lamp: lamp, table lamp, desk lamp | lamp light, furniture
laptop: laptop, notebook computer, computer | device
llama: llama, alpaca | animal
lobster: lobster | animal, sea animal
lotus: lotus, lotus flower | plant, flower
mandolin: mandolin, lute | musical instrument
mayfly: mayfly, fly | animal, insect
menorah: menorah, candlestick, candle holder | lamp light
metronome: metronome | device
minaret: minaret, mosque tower | building
nautilus: nautilus, nautilus shell, shell | animal, sea animal
octopus: octopus | animal, sea animal
okapi: okapi, striped antelope | animal, wild animal
pagoda: pagoda, temple tower | building
panda: panda, panda bear, giant panda | animal, wild animal
pigeon: pigeon, dove | animal, bird
pizza: pizza | food
platypus: platypus, duck-billed animal | animal, wild animal
pyramid: pyramid, egyptian pyramid | building
revolver: revolver, gun, pistol, handgun | weapon
rhino: rhino, rhinoceros | animal, wild animal
rooster: rooster, cock, chicken | animal, bird
saxophone: saxophone, sax | musical instrument
schooner: schooner, sailing ship, tall ship | vehicle, boat
scissors: scissors, pair of scissors | tool
scorpion: scorpion | animal
sea horse: sea horse, seahorse | animal, sea animal
snoopy: snoopy, cartoon dog | cartoon
soccer ball: soccer ball, football, ball | sports gear
stapler: stapler | tool
starfish: starfish, sea star | animal, sea animal
stegosaurus: stegosaurus, plated dinosaur | animal, dinosaur
stop sign: stop sign, road sign, red traffic sign
strawberry: strawberry, red berry | food, fruit
sunflower: sunflower, big yellow flower | plant, flower
tick: tick, mite | animal
trilobite: trilobite, fossil
umbrella: umbrella, parasol
watch: watch, wristwatch, wrist watch, clock
water lilly = water lily: water lily, water lilly, pond flower | plant, flower
wheelchair: wheelchair, wheel chair | furniture
wild cat: wild cat, wildcat | animal, wild animal
windsor chair: windsor chair, wooden chair | furniture
wrench: wrench, spanner | tool
yin yang: yin yang, yin and yang symbol
"""

_DRAWN = """
sailing boat: sailing boat, sailboat, yacht | vehicle, boat
rowing boat: rowing boat, rowboat | vehicle, boat
whale: whale | animal, wild animal, sea animal
fish: fish | animal, sea animal
duck: duck | animal, bird
lighthouse: lighthouse, light tower | building
cabin: cabin, log cabin, hut | building
windmill: windmill, mill | building
castle: castle, fortress | building
church: church, chapel | building
barn: barn | building
bridge: bridge | building
tent: tent | building
pine tree: pine tree, fir tree, conifer | plant, tree
oak tree: oak tree, oak | plant, tree
palm tree: palm tree, palm | plant, tree
cactus: cactus | plant
tulip: tulip | plant, flower
cat: cat, kitten | animal
dog: dog, puppy | animal
horse: horse, pony | animal
cow: cow, dairy cow | animal
sheep: sheep, lamb | animal
deer: deer, stag | animal, wild animal
fox: fox | animal, wild animal
owl: owl | animal, bird
penguin: penguin | animal, bird
birds: birds, flock of birds, flying birds | animal, bird
bus: bus, coach | vehicle
truck: truck, lorry | vehicle
train: train, steam train, locomotive | vehicle
bicycle: bicycle, bike | vehicle
rocket: rocket, spaceship | vehicle, aircraft
hot-air balloon: hot-air balloon, balloon | vehicle, aircraft
kite: kite
cherries: cherries | food, fruit
grapes: grapes, bunch of grapes | food, fruit
snowman: snowman
campfire: campfire, fire, bonfire
"""

_KIND_NAMES = """
animal: animal, creature
wild animal: wild animal, wildlife
sea animal: sea animal, sea creature, marine life
lamp light: light, lighting
big cat: big cat, wild feline
musical instrument: musical instrument, instrument, music
people: people, human
device: device, gadget, machine
tool: tool, equipment
sports gear: sports gear, sport
vehicle: vehicle, transport
boat: boat, ship
food: food, groceries
fruit: fruit, fresh fruit, pieces of fruit
vegetables: vegetables, vegetable, fresh vegetables
packages: package, carton, packaged food, product in a package
drink: drink, beverage
dairy: dairy, dairy product
"""

_GROCERIES = """
apple: apple | food, fruit
golden delicious: golden delicious, yellow apple | apple, colour: yellow
granny smith: granny smith, green apple | apple, colour: green
pink lady: pink lady, pink apple | apple, colour: red
red delicious: red delicious, red apple | apple, colour: red
royal gala: royal gala, gala apple | apple, colour: red
avocado: avocado
banana: banana | food, fruit, colour: yellow
kiwi: kiwi, kiwi fruit
lemon: lemon | food, fruit, colour: yellow
lime: lime | food, fruit, colour: green
melon: melon
honeydew melon: honeydew melon, yellow melon | colour: yellow
watermelon: watermelon, water melon | colour: green
orange: orange, orange fruit | food, fruit
satsumas: satsuma, mandarin, clementine
red grapefruit: red grapefruit, grapefruit
pear: pear | food, fruit
anjou: anjou pear, anjou, green pear | pear, colour: green
conference: conference pear, conference | pear
kaiser: kaiser pear, kaiser | pear
passion fruit: passion fruit
juice: juice, carton of juice, fruit juice | drink
milk: milk, carton of milk | drink, dairy
oat milk: oat milk | drink
soy milk: soy milk, soya milk | drink
sour cream: sour cream | dairy
sour milk: sour milk, cultured milk | dairy
yoghurt: yoghurt, yogurt | dairy
oatghurt: oatghurt, oat yoghurt
soyghurt: soyghurt, soy yoghurt, soya yogurt
aubergine: aubergine, eggplant
cabbage: cabbage, white cabbage | colour: green
carrots: carrot
cucumber: cucumber | colour: green
garlic: garlic, bulb of garlic
ginger: ginger, ginger root
leek: leek | colour: green
mushroom: mushroom
onion: onion
pepper: pepper, bell pepper, paprika
green bell pepper: green bell pepper, green pepper | colour: green
orange bell pepper: orange bell pepper, orange pepper
red bell pepper: red bell pepper, red pepper | colour: red
yellow bell pepper: yellow bell pepper, yellow pepper | colour: yellow
potato: potato
sweet potato: sweet potato
red beet: red beet, beetroot, beet
tomato: tomato | colour: red
zucchini: zucchini, courgette | colour: green
pineapple: pineapple
"""

_PLURALS = {
    "leaf": "leaves", "fish": "fish", "sheep": "sheep", "deer": "deer", "scissors": "scissors",
    "people": "people", "binoculars": "binoculars", "glasses": "glasses",
    "headphones": "headphones",
    "earphones": "earphones", "music": "music", "jet": "jets", "human": "humans",
    "wildlife": "wildlife", "transport": "transport", "money": "money", "equipment": "equipment",
    "mango": "mangoes", "potato": "potatoes", "tomato": "tomatoes", "birds": "birds",
    "cherries": "cherries", "grapes": "grapes", "snowman": "snowmen", "leopards": "leopards",
    "vegetables": "vegetables", "fruit": "fruit", "carrots": "carrots", "garlic": "garlic",
    "ginger": "ginger", "milk": "milk", "juice": "juice", "groceries": "groceries",
    "dairy": "dairy", "oranges": "oranges", "mouse": "mice", "wolf": "wolves", "goose": "geese",
}  # fmt: skip


@cache
def _entries() -> tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Parse the tables into: fact of a label, names of a fact, wider facts of a fact."""
    facts: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, tuple[str, ...]] = {}
    for line in (_THINGS + _DRAWN + _KIND_NAMES + _GROCERIES).strip().splitlines():
        head, _, kind_words = line.partition(" | ")
        label, _, called = head.partition(": ")
        label, _, fact = label.partition(" = ")
        fact = fact or label
        facts[label] = fact
        names[fact] = tuple(called.split(", ")) if called else (fact,)
        kinds[fact] = tuple(kind_words.split(", ")) if kind_words else ()
    return facts, names, kinds


def fact_of(label: str) -> str:
    """Name the fact that a data set's label states.

    >>> fact_of("Red-Bell-Pepper"), fact_of("motorbikes")
    ('red bell pepper', 'motorbike')
    """
    plain = label.lower().replace("-", " ").strip()
    facts = _entries()[0]
    return facts.get(label, facts.get(plain, plain))


def names_of(fact: str) -> tuple[str, ...]:
    """List what people call a fact, the usual name first.

    >>> names_of("airplane")[:2], names_of("aubergine")
    (('airplane', 'aeroplane'), ('aubergine', 'eggplant'))
    """
    return _entries()[1].get(fact, (fact,))


def kinds_of(fact: str) -> tuple[str, ...]:
    """List the wider facts that follow from a fact, and from those in turn.

    >>> sorted(kinds_of("granny smith"))
    ['apple', 'colour: green', 'food', 'fruit']
    """
    found: list[str] = []
    waiting = list(_entries()[2].get(fact, ()))
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.append(kind)
            waiting.extend(_entries()[2].get(kind, ()))
    return tuple(found)


def plural(name: str) -> str:
    """Say a name for several of its things.

    >>> plural("cherry"), plural("pair of scissors"), plural("tomato"), plural("bus")
    ('cherries', 'pair of scissors', 'tomatoes', 'buses')
    """
    first, _, last = name.rpartition(" ")
    if " of " in f" {name} " or " in " in name or " with " in name or " from " in name:
        return name
    return f"{first} {_plural_word(last)}".strip()


def _plural_word(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def known_names() -> tuple[str, ...]:
    """List every name of every fact."""
    return tuple(name for names in _entries()[1].values() for name in names)
