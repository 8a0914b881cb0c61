"""Words by which a relation between two names is recognised: verbs, roles, small words."""

from core.graph.english_words import DEMONYMS, words

_REGULAR = words("""
    suppress repress regulate catalyse catalyze bind detect measure restrict prevent abandon
    absorb accept accompany accuse achieve acquire activate adapt add address administer admire
    adopt advise affect aid allow announce annex appear appoint approve argue arrest assassinate
    assist associate attach attack attain attend attract author award back ban base beat befriend
    belong benefit blame bomb border bound bribe broadcast calculate call capture carry cause
    celebrate chair challenge champion charge claim climb coach coin collaborate collect colonise
    colonize combine command commission compare compete compile complete compose comprise compute
    conceive concern conduct confirm connect conquer consider constitute construct consult consume
    contact contain contest contract contribute control convert convict convince coordinate cover
    create criticise criticize cross crown crush cure damage date debut declare decline decorate
    dedicate defeat defend deliver demand depend depict deploy derive descend describe design
    destroy determine develop devise die direct discover discuss dismiss display distribute divide
    divorce document dominate donate drain edit educate elect emerge employ enable encode
    encounter encourage endorse enter entitle establish estimate evolve examine execute exhibit
    expand explain explore export express extend face favour favor feature file finance finish
    fire follow force form found free fund gain generate govern graduate grant guard guide handle
    head headquarter help honour honor host house identify illustrate imitate implement import
    improve include incorporate increase indicate influence inform inhabit inherit inhibit
    initiate injure inspire install integrate interview introduce invade invent invest investigate
    invite involve issue join kill land last launch lecture liberate license list live locate love
    maintain manage manufacture march mark marry master match mention merge migrate model modify
    monitor mount move murder name narrate negotiate nominate obtain occupy occur offer open
    operate oppose order organise organize originate outperform overlook own paint participate
    partner pass perform persuade photograph pioneer place plan play plot portray possess praise
    precede predict prefer prepare present preside process proclaim produce programme promote
    propose protect prove provide publish purchase pursue raise rank reach receive recognise
    recognize recommend record recruit reduce refer reflect reform refuse reign reject relate
    release remain remove rename render renovate replace report represent request require rescue
    resemble reside resign restore retain retire return reveal review revise rival rule sail save
    score seat select separate serve settle shape share ship shoot sign situate sponsor stage star
    start state stop store study subscribe succeed suffer suggest supervise supply support
    surround survive suspect sweep tackle target tour trace trade train transfer transform
    translate travel treat trigger try turn underlie unify unite urge use utilise utilize value
    visit voice vote walk want watch welcome work worship adjoin sue inspect upgrade premiere
    co-found co-write co-direct co-produce co-author coexist flank guest-star headline re-release
    outrank mentor
""")
_IRREGULAR = words("""
    wrote written writes writing led leads leading won wins winning lost loses losing built builds
    building made makes making bought buys buying sold sells selling sent sends sending spent
    taught teaches teaching held holds holding met meets meeting left leaves leaving became
    becomes ran runs running began begins begun came comes coming went goes gone took takes taken
    gave gives given got gets grew grows grown knew knows known saw sees seen sang sings sung
    spoke speaks spoken stole stolen stood stands struck strikes sought seeks set sets shot shoots
    shone showed shows shown fought fights fighting fell falls fallen fled flees flew flies flown
    flows flow found finds finding founded founds fed feeds brought brings bred drew draws drawn
    drove drives driven beat beats beaten bore bears born borne bound binds broke breaks broken
    cast casts chose chooses chosen cut cuts dealt deals did lay lies lain laid lays lent lends
    lit meant means overcame overcomes overthrew overthrows overthrown paid pays put puts read
    reads rose rises risen rewrote rewritten said says sat sits swore sworn swam thought thinks
    threw throws thrown told tells understood underwent undergoes underlies wore wears withdrew
    withdraws withdrawn split splits spread spreads hit hits kept keeps hosts consists arose
    arises oversaw oversees upheld upholds undertook undertakes forms starring co-wrote co-written
    dubbed co-founded co-directed co-starred wed bid bids
""")


def _forms(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    doubled = verb + verb[-1]
    return [verb, third, verb + "ed", verb + "ing", doubled + "ed", doubled + "ing"]


BARE = _REGULAR | words("write lead make hold meet run take give show find bring set put cut bind")
"""Verbs without an ending."""

VERBS = _IRREGULAR | {form for verb in _REGULAR for form in _forms(verb)}
"""Every form of the verbs that join two names."""

NOT_TELLING = words("""
    said says say stated states think thinks thought believe believes believed know knows want
    wants wanted try tries tried began begins begun start starts started go goes went come came
    get gets got told tells tell explained explains argued argues noted asked asks claim claims
    claimed let reported reports announced announces suggested suggests suspected considered seen
    shows showed shown meant means mean
""")
"""Verbs that say nothing of two names when they stand alone between them."""

BE = words("is are was were be been being")
HAVE = words("has have had having will would can could may might must shall should did does do")
BECOME = words("became becomes become remains remained")
DETERMINERS = words("""
    a an the his her its their our your my this that these those one two three four five six seven
    some several many various most all both each every another any first second third eponymous
    fellow
""")
PREPOSITIONS = words("""
    of in on at by for from with into onto upon over under between among against around across
    along through throughout toward towards near within outside inside during before after as via
    off alongside beneath behind beyond opposite below above about including
""")
PARTICLES = words("up out down away back together forth apart")
SUBJECTS = words("""
    i he she it they we you who whom whose which what where when while because although though
    since if unless until whether so but than nor not never no without despite except there here
    however him them us me himself herself itself themselves yet
""")
"""Where one stands between two names, another clause begins, or something else is spoken of."""

PARTS = words("""
    part parts north south east west centre center middle heart outskirts suburb suburbs edge end
    city town village district province state county region country island municipality capital
    republic kingdom parish commune department prefecture borough area valley north-east
    north-west south-east south-west northeast northwest southeast southwest side coast shore
    shores banks bank vicinity border university college role character name title position post
    rank office works help aid start beginning member members group number series form type kind
    case
""")
"""Before "of" they let the relation through: "born in the city of", "lies in the north of"."""

ROLES_OF = words("""
    president vice-president chairman chairwoman chair ceo cto cfo coo director head founder
    co-founder cofounder leader member secretary treasurer minister ambassador governor mayor king
    queen prince princess duke emperor empress ruler chancellor premier senator representative
    professor lecturer student pupil teacher dean rector alumnus graduate fellow researcher
    engineer scientist editor author writer creator inventor designer architect developer producer
    composer songwriter performer singer vocalist guitarist drummer bassist frontman player
    striker goalkeeper midfielder defender captain coach manager trainer owner publisher son
    daughter father mother brother sister wife husband spouse widow cousin uncle aunt nephew niece
    grandson granddaughter grandfather grandmother parent child children descendant ancestor
    friend partner colleague rival successor predecessor disciple follower supporter sponsor
    capital city town village suburb district municipality commune province county state region
    island river lake mountain peak tributary port parish borough neighbourhood neighborhood
    subsidiary division branch unit affiliate arm headquarters seat home birthplace company
    organisation organization institution university college school hospital museum church club
    team band group party newspaper magazine journal label studio film novel book song album
    single poem play opera series sequel prequel adaptation remake version genus species family
    type form kind subset variant part example component feature product brand trademark library
    framework tool language method technique algorithm model protocol standard extension dialect
    synonym symbol abbreviation battle treaty war airline airport station bridge building tower
    castle palace stadium temple bishop archbishop pope cardinal saint general commander officer
    admiral lord lady chief spokesman spokeswoman spokesperson lawyer judge attorney chef actor
    actress star host presenter anchor correspondent critic historian philosopher economist winner
    champion recipient holder finalist runner-up candidate nominee native resident citizen
    inhabitant drug treatment inhibitor disease disorder symptom gene protein enzyme
""")
"""What somebody or something is to a name: "president of", "town in"."""

IN_A_PHRASE = DEMONYMS | words("""
    european asian african american january february march april may june july august september
    october november december english north south east west ceo cto cfo coo i ii iii
""")
"""Capitalised words that do not break a phrase."""
