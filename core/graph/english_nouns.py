"""Nouns that say what kind of thing a name is, alone ("the film X") or within it ("Lake X")."""

from core.graph.english_words import words
from core.types import EntityKind

_PERSON = words("""
    person man woman boy girl people child actor actress singer musician songwriter
    singer-songwriter composer conductor pianist violinist guitarist drummer bassist vocalist
    rapper dj producer director filmmaker screenwriter playwright writer author novelist poet
    journalist editor columnist critic translator essayist publisher painter sculptor artist
    architect designer photographer illustrator cartoonist animator dancer choreographer comedian
    model presenter host broadcaster politician statesman stateswoman president minister
    chancellor senator congressman governor mayor diplomat ambassador lawyer attorney judge jurist
    activist revolutionary philanthropist businessman businesswoman entrepreneur industrialist
    banker investor executive economist philosopher historian scholar theologian scientist
    physicist chemist biologist mathematician astronomer engineer inventor physician surgeon
    doctor nurse psychologist psychiatrist sociologist anthropologist archaeologist linguist
    geologist botanist zoologist naturalist geographer statistician logician programmer researcher
    professor academic lecturer teacher educator student explorer astronaut cosmonaut aviator
    pilot sailor navigator soldier officer general admiral colonel captain commander marshal
    lieutenant warrior king queen prince princess emperor empress duke duchess earl count countess
    baron baroness lord lady nobleman noblewoman monarch ruler sultan caliph pharaoh pope cardinal
    bishop archbishop priest pastor monk nun saint missionary rabbi imam prophet footballer player
    cricketer golfer boxer wrestler swimmer sprinter athlete runner cyclist skier skater rower
    gymnast goalkeeper striker midfielder defender quarterback pitcher catcher outfielder
    infielder coach manager referee racer driver jockey chef criminal murderer spy chairman
    chairwoman ceo founder leader farmer merchant personality celebrity member librarian trainer
    biochemist entomologist ornithologist bodybuilder weightlifter fencer archer judoka umpire
    socialite magician stuntman cinematographer lyricist soprano tenor baritone organist cellist
    saxophonist trumpeter flautist bandleader frontman clergyman barrister solicitor civil-servant
    bureaucrat
""")
_PLACE = words("""
    city town village hamlet municipality commune parish borough suburb neighbourhood neighborhood
    district county province state region country nation territory republic kingdom empire
    prefecture canton department capital settlement community locality township ward barangay
    island islands archipelago peninsula continent river stream creek brook lake reservoir sea
    ocean gulf bay strait channel lagoon waterfall falls mountain mountains mount peak hill hills
    volcano range ridge valley canyon gorge desert forest woods park garden gardens plain plateau
    glacier cape beach coast street avenue road highway boulevard square plaza bridge dam canal
    tunnel airport station port harbour harbor building skyscraper tower castle palace fort
    fortress mansion house villa hotel church cathedral basilica chapel abbey monastery temple
    mosque synagogue shrine tomb cemetery monument memorial stadium arena theatre theater museum
    gallery lighthouse pyramid ruins site place area zone oasis mine crater planet moon star
    constellation galaxy asteroid cdp colony dependency duchy principality sultanate emirate
    estuary tributary spring cave reef atoll oblast raion voivodeship arrondissement constituency
""")
_ORGANISATION = words("""
    company corporation firm business manufacturer conglomerate startup bank insurer retailer
    airline airlines railway railways carrier brewery publisher studio label network broadcaster
    agency authority bureau ministry government parliament congress senate council committee
    commission board court organisation organization association society federation confederation
    union league club team party movement foundation charity institute institution university
    college school academy faculty laboratory hospital orchestra choir ensemble band group duo
    trio quartet boyband supergroup army navy regiment battalion brigade division corps squadron
    militia police order church denomination diocese archdiocese consortium alliance coalition
    partnership cooperative subsidiary franchise chain cartel gang syndicate dynasty clan tribe
    troupe newspaper non-profit nonprofit ngo supplier developer provider vendor
""")
_WORK = words("""
    film movie documentary sequel prequel novel novella book trilogy story play drama comedy
    musical opera ballet symphony concerto sonata song single album ep soundtrack mixtape poem
    epic ballad anthem hymn painting sculpture fresco portrait series sitcom show episode soap
    anime manga comic comics magazine journal newspaper periodical article paper essay report
    biography memoir autobiography diary encyclopedia dictionary textbook bible gospel
    constitution law act bill treaty statute decree manifesto charter ordinance directive
    regulation game videogame video-game cartoon miniseries telenovela website blog podcast
    programme program thriller western remake adaptation
""")
_EVENT = words("""
    war battle siege campaign revolution uprising rebellion revolt coup massacre genocide invasion
    raid bombing attack assassination riot protest strike crisis depression election referendum
    olympics championship championships tournament cup competition contest festival ceremony
    conference summit exhibition expo fair race regatta marathon match season tour concert
    earthquake tsunami hurricane cyclone typhoon storm flood eruption epidemic pandemic plague
    famine accident disaster crash explosion wildfire holiday anniversary coronation wedding trial
    expedition mission convention
""")
_TERM = words("""
    algorithm method technique model framework library language system software application app
    tool platform format protocol standard architecture network dataset benchmark metric measure
    function operator operation theorem theory concept principle hypothesis law process procedure
    mechanism approach strategy paradigm discipline science branch field subfield disease disorder
    syndrome infection condition symptom cancer virus bacterium drug medication antibiotic vaccine
    treatment therapy compound chemical element molecule acid protein enzyme hormone gene cell
    tissue organ bone muscle nerve species genus family plant tree flower fruit vegetable animal
    mammal bird fish insect breed mineral rock metal alloy material device machine engine vehicle
    car automobile truck aircraft airplane plane helicopter ship submarine locomotive train rifle
    gun missile tank weapon rocket satellite camera phone smartphone computer processor chip
    instrument unit dish food drink beverage beer wine cheese sport dance genre style religion
    philosophy ideology currency letter alphabet word term phrase symbol colour color font
    database api service product brand file parameter variable class object
""")

KIND_OF_NOUN: dict[str, EntityKind] = {
    **dict.fromkeys(_TERM, EntityKind.TERM),
    **dict.fromkeys(_EVENT, EntityKind.EVENT),
    **dict.fromkeys(_WORK, EntityKind.WORK),
    **dict.fromkeys(_ORGANISATION, EntityKind.ORGANISATION),
    **dict.fromkeys(_PLACE, EntityKind.PLACE),
    **dict.fromkeys(_PERSON, EntityKind.PERSON),
}
"""What "X is a …" and "the … X" say that X is."""

ENDING: dict[str, EntityKind] = {
    **dict.fromkeys(
        words("""
    inc incorporated ltd limited llc llp plc corp corporation company co gmbh ag sa bv holdings
    group bank university college institute academy school ministry department agency bureau
    authority association society federation confederation union league alliance foundation trust
    council committee commission board court senate parliament congress assembly party club fc cf
    afc orchestra philharmonic choir band airlines airways railway railways railroad motors
    records entertainment studios pictures productions press publications publishing publishers
    media network networks systems technologies software laboratories laboratory labs industries
    enterprises partners associates brothers police army navy force forces corps regiment hospital
    hospitals clinic service services church administration organization organisation consortium
    initiative project museum library gallery united rovers wanderers athletic
"""),
        EntityKind.ORGANISATION,
    ),
    **dict.fromkeys(
        words("""
    river lake mountain mountains island islands county city town township village district
    province valley bay sea ocean gulf strait peninsula desert park street avenue road boulevard
    lane square bridge airport station castle palace cathedral abbey tower stadium arena hill
    hills canyon falls coast prefecture borough parish region territory republic kingdom empire
    creek forest beach plateau basin glacier cape harbor harbour port building house hall mansion
    cemetery highway theatre theater heights springs dam canal
"""),
        EntityKind.PLACE,
    ),
    **dict.fromkeys(
        words("""
    war wars battle siege revolution uprising rebellion massacre olympics championship
    championships cup festival conference summit election elections crisis games tournament prix
    marathon earthquake hurricane open playoffs derby expo exposition congress day awards
"""),
        EntityKind.EVENT,
    ),
    **dict.fromkeys(
        words("""
    act treaty bill constitution declaration convention agreement accord charter gospel symphony
    concerto sonata requiem times gazette herald tribune journal magazine review chronicle
    dictionary encyclopedia code
"""),
        EntityKind.WORK,
    ),
    **dict.fromkeys(
        words("""
    algorithm theorem equation syndrome disease protocol language model network effect theory
    principle law constant virus method transform distribution function test
"""),
        EntityKind.TERM,
    ),
}
"""What the last word of a name (or the word before "of") says that it is."""

BEGINNING: dict[str, EntityKind] = {
    **dict.fromkeys(words("lake mount mt river fort cape isle port st saint"), EntityKind.PLACE),
    **dict.fromkeys(
        words("university bank ministry department institute fc"), EntityKind.ORGANISATION
    ),
    **dict.fromkeys(words("operation battle"), EntityKind.EVENT),
}
"""What the first word of a name says that it is."""
