"""Words that say where an English name begins, ends, and what it names; lower case throughout."""


def words(listed: str) -> frozenset[str]:
    """The words of a text, parted by spaces."""
    return frozenset(listed.split())


FUNCTION = words("""
    a an the this that these those another any each either every neither no none some such i me my
    mine myself we us our ours ourselves you your yours he him his himself she her hers herself it
    its itself they them their theirs themselves one ones someone somebody anyone anybody everyone
    everybody nobody nothing something anything everything who whom whose which what whatever when
    whenever where wherever why how however and or but nor so yet if unless until while whereas
    although though because since as than whether lest once of in on at by for from to with
    without within into onto upon over under above below between among amongst amid during before
    after about against around across along through throughout toward towards beside besides
    beyond behind near inside outside off out up down per via like unlike despite except regarding
    concerning including excluding following according due am is are was were be been being have
    has had having do does did doing done can could may might must shall should will would ought
    not never ever always often sometimes usually generally typically commonly normally rarely
    seldom frequently occasionally mostly mainly chiefly largely partly partially fully also too
    very quite rather almost nearly just only even still already again now then there here today
    tomorrow yesterday tonight later earlier soon recently currently presently formerly previously
    originally initially eventually finally lastly ultimately meanwhile afterwards afterward
    thereafter thus therefore hence consequently accordingly moreover furthermore additionally
    nevertheless nonetheless otherwise instead indeed perhaps maybe possibly probably likely
    certainly clearly obviously apparently evidently presumably reportedly allegedly supposedly
    notably particularly especially specifically namely alternatively similarly likewise
    conversely together apart alone both all several many much more most few fewer less least
    other others same own various numerous certain enough first second third fourth fifth sixth
    seventh eighth ninth tenth last next previous former latter final two three four five six
    seven eight nine ten eleven twelve twenty thirty hundred hundreds thousand thousands million
    millions dozens zero half yes ok okay please thanks well oh hello hi dear welcome sorry mr mrs
    ms
""")
"""Never a name by itself, and cut from the ends of one."""

OPEN_A_NAME = words("""
    first second third fourth fifth sixth seventh eighth ninth tenth two three four five six seven
    eight nine ten twelve hundred thousand million last no my our your all every
""")
"""Function words that open a name within a sentence: "the Second World War"."""

OPENERS = words("""
    individual senior combined representative born located situated founded established built
    constructed released published written directed produced starring based set named known called
    described considered regarded given taken made used using seen shown noted found added
    compared created designed developed introduced launched opened closed completed started began
    raised educated trained married appointed elected promoted awarded nominated inspired
    influenced encouraged supported led followed joined surrounded bordered inhabited depending
    assuming beginning starting ending being becoming working playing writing speaking returning
    leaving arriving moving living growing going coming taking making giving getting having seeing
    looking adding turning running considering knowing thinking let note see check click press
    select choose enter type open save add remove delete create make use try run get go start stop
    keep find ask tell say show give take put turn look ensure remember consider suppose assume
    imagine recall define follow read write call compare contact visit learn install download
    upload update configure enable disable unfortunately fortunately surprisingly interestingly
    importantly historically traditionally technically theoretically practically politically
    economically culturally geographically internationally nationally locally officially
    unofficially publicly privately simultaneously subsequently immediately suddenly gradually
    slowly quickly rapidly roughly approximately exactly precisely basically essentially primarily
    overall altogether briefly further people men women children students members fans critics
    scholars historians researchers scientists experts authors writers users players teams workers
    employees customers patients participants residents visitors tourists citizens voters
    officials authorities reviewers readers viewers listeners others parts much sales production
    construction development work works research studies results data evidence information
    examples example details reports sources records songs films books albums episodes events
    bounded ranked rated listed estimated adapted filmed shot recorded performed voiced composed
    sung hosted edited translated nicknamed dubbed owned operated managed sponsored organized
    organised commissioned intended planned scheduled expected actress actor singer author writer
    director producer composer musician guitarist drummer bassist vocalist rapper novelist poet
    playwright screenwriter journalist scientist historian philosopher mathematician physicist
    chemist biologist economist politician businessman businesswoman entrepreneur footballer
    former current early late contemporary additional key common similar different important
    recent original initial notable famous popular successful low whole entire full partial
    general special specific particular typical normal usual today's yesterday's tv
""")
"""Ordinary words that like to open a sentence; cut where they do."""

NEVER_ALONE = words("""
    olympic lett phys rev proc natl acad sci chem biol int trans conf eds ed mod soc doi pmid isbn
    issn january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue wed thu fri sat sun spring summer autumn winter ad bc bce ce am pm gmt utc est
    pst cet chapter section part figure fig table appendix page pp volume vol no nos article
    clause paragraph annex schedule exhibit item step phase stage level type class grade group
    category case example equation eq theorem lemma definition proposition corollary proof remark
    algorithm listing question answer option version edition issue act scene episode season series
    book unit module lesson exercise note notes ii iii iv vi vii viii ix xi xii xiii xiv xv xvi
    xvii xviii xix xx jr sr inc ltd llc corp co plc gmbh phd md ba ma bsc msc esq mr mrs ms dr
    prof sir madam hon gen col capt lt sgt gov sen rep st north south east west northern southern
    eastern western central north-east north-west south-east south-west northeast northwest
    southeast southwest god lord king queen prince princess duke duchess emperor empress pope
    bishop president minister secretary senator governor mayor chairman chairwoman chair ceo cto
    cfo director general captain major colonel lieutenant sergeant admiral professor doctor
    university college school company corporation association society institute museum church
    hospital river lake mountain island county city state province district region village town
    street road avenue government parliament congress senate court party army navy department
    ministry committee council commission board bank yes ok todo faq url http https www com org
    net mother father mom dad mum brother sister son daughter wife husband american british
    english french german italian spanish portuguese dutch belgian swiss austrian swedish
    norwegian danish finnish icelandic irish scottish welsh polish czech slovak hungarian romanian
    bulgarian greek turkish russian ukrainian belarusian serbian croatian bosnian slovenian
    albanian macedonian estonian latvian lithuanian georgian armenian azerbaijani iranian persian
    iraqi syrian lebanese israeli palestinian jordanian saudi yemeni egyptian libyan tunisian
    algerian moroccan sudanese ethiopian somali kenyan ugandan tanzanian nigerian ghanaian
    senegalese cameroonian congolese angolan zambian zimbabwean namibian african indian pakistani
    bangladeshi nepalese nepali bhutanese chinese japanese korean taiwanese mongolian vietnamese
    thai cambodian laotian burmese malaysian singaporean indonesian filipino philippine australian
    canadian mexican guatemalan honduran salvadoran nicaraguan panamanian cuban jamaican haitian
    dominican venezuelan colombian ecuadorian peruvian bolivian chilean argentine argentinian
    uruguayan paraguayan brazilian european asian arab arabic arabian latin roman byzantine
    ottoman soviet yugoslav prussian bavarian flemish catalan basque celtic jewish hebrew
    christian catholic protestant orthodox muslim islamic hindu buddhist sikh americans britons
    germans italians spaniards russians europeans africans indians canadians australians mexicans
    jews christians muslims catholics romans greeks turks arabs hindus buddhists
""")
"""Capitalised, but no name by itself: parts of dates and of numbering, titles, demonyms."""

DEMONYMS = frozenset(
    word
    for word in NEVER_ALONE
    if word.endswith(("ian", "ish", "ese", "can", "ean", "man"))
    or word in ("french", "german", "dutch", "swiss", "greek", "czech", "slovak", "thai", "iraqi")
) - words("madam chairman chairwoman")
"""Some of them are taken off a person: "American Taylor Swift"."""

TIME = words("""
    january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
""")
TIME_GOES_ON = words(
    "times day night mail telegraph express herald morning revolution crisis uprising"
)
"""After these a day or a month is part of a name: "Sunday Times", "October Revolution"."""

HONORIFICS = words("""
    mr mrs ms miss dr prof professor doctor sir dame madam rev reverend hon president senator
    congressman congresswoman representative governor mayor minister chancellor premier secretary
    ambassador judge justice general colonel captain major lieutenant sergeant corporal private
    admiral commander commodore marshal brigadier officer detective inspector gen col capt lt sgt
    maj adm cmdr gov sen rep pres chairman chairwoman ceo director coach actor actress singer
    author writer composer producer guitarist drummer rapper novelist poet architect historian
    philosopher economist psychologist engineer father brother sister archbishop cardinal rabbi
    imam sheikh
""")
"""Cut from before a person, and say that it is one."""

TITLES = words("""
    king queen prince princess duke duchess earl count countess baron baroness lord lady emperor
    empress tsar czar sultan shah pope saint st viscount marquess
""")
"""Part of a person's name."""

ROLES = words("""
    president prime minister vice chairman chairwoman chair chief executive officer ceo cto cfo
    coo director secretary treasurer governor mayor king queen prince princess duke duchess earl
    emperor empress chancellor ambassador member members head speaker leader founder professor
    bishop archbishop commander general senator representative deputy justice judge premier sultan
    count countess lord lady governor-general attorney dean rector provost
""")
"""Before "of": the holder of an office, not a name: "President of the United States"."""

FOREIGN = words("""
    am de la las los del della delle dei degli di da do dos das du des le von vom van der den zu
    zur zum ter ten bin ibn bint y e et und og och n' 'n' –
""") | {"de la", "de las", "de los", "von der", "van der", "van den", "van de", "al-", "el-", "ul-"}
"""Connectors of names in other languages."""

JOINING = (
    {f" {word} ": word for word in FOREIGN if word[-1] != "-"}
    | {f" {word}": word for word in FOREIGN if word[-1] == "-"}
    | {
        f" {word} ": word
        for word in ("of", "of the", "for", "for the", "on", "on the", "at", "the", "and", "&", "-")
    }
    | {f"{mark} ": mark for mark in ("'s", "’s", " 's", " ’s", "'", "’", ",")}
    | {" ": "", "  ": "", "-": "-", "–": "–", " and the ": "and"}
)
"""What may stand between two capitalised words of one name, and the word it is."""

OF_HEADS = words("""
    university college school institute academy faculty museum library gallery theatre theater
    bank church cathedral abbey basilica temple mosque house houses palace castle tower hall
    battle siege treaty war battles fall act declaration bill charter convention peace edict
    republic kingdom empire duchy state states union commonwealth federation confederation
    department ministry office bureau board council committee commission court association society
    league order knights daughters sons army city town county district province region isle isles
    island islands bay gulf strait sea lake cape mount valley gates statue bridge port forest
    journal annals book books lord lady lords master game games return rise revenge curse legend
    tales secret night nights day days children people planet king queen prince center centre
    national international royal american wizard heart death birth age
""")
"""With "of" they make one name, also at the start of a sentence."""

FOR_HEADS = words("""
    forum front party center centre society association institute foundation campaign committee
    council agency organization organisation school movement office department ministry network
    fund prize award medal conference journal academy union alliance coalition bureau board
    commission centers program programme initiative museum college university partnership treaty
    convention agreement act band
""")
"""With "for", "on" or "in the" they go on."""

AND_HEADS = FOR_HEADS | words("""
    ministry secretary faculty division bureau journal college museum trust research
""")
AND_TAILS = words("""
    company co inc ltd llc corporation corp group sons son brothers bros associates partners
    services railway railroad museum university college institute society association agency
    council committee party district church school hospital library act islands trust medicine
    technology technologies engineering sciences sports
""")

EPITHETS = words("""
    great younger elder terrible conqueror pious bold good magnificent confessor lionheart pooh
    barbarian baptist first second third fourth wise fair just impaler grey gray white black red
    lame fat bald short tall stammerer fearless unready clown kid rapper giant apostle evangelist
    hedgehog frog vampire slayer ripper menace builder engine tank
""")
"""After "the" inside a name: "Alexander the Great"."""

POSSESSED = words("""
    college hospital university cathedral church school day park island islands cup bay bench
    counsel cross court street square world club own eve open union guild basketball football
    tennis hockey national army palace chapel gate league
""")
"""After a possessive they belong to the name: "King's College", "Valentine's Day"."""

AFTER_COMMA = words("inc ltd llc llp corp co plc jr sr gmbh esq phd limited incorporated iii ii iv")
"""After a comma they belong to the name: "Apple, Inc."."""
