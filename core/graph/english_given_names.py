"""First names that seldom name anything but a person; lower case."""

from core.graph.english_words import words

GIVEN_NAMES = words("""
    aaron abdul abdullah abel abigail abraham ada adam adele adolf adolph adrian adriana agatha
    agnes ahmad ahmed aidan aisha akira akio al alan alain albert alberto aldo alec alejandro
    alessandro alex alexander alexandra alexandre alexei alexey alexis alfonso alfred alfredo ali
    alice alicia alison allan allen allison alma aloysius alyssa amanda amber amelia amir amit amy
    ana anastasia anders andre andré andrea andreas andrei andres andrew andrey andrzej andy
    angela angelina angelo angus anil anita ann anna anne annette annie anthony antoine anton
    antonio anupam april arjun archibald aretha ariana aristotle arnold art arthur arturo arvind
    asha ashley ashok astrid atticus aubrey audrey august auguste augustus aung aurora austin ava
    avery axel ayesha barack barbara barry bart basil beatrice becky belinda ben benedict benito
    benjamin bernadette bernard bernardo bernhard bernie bert bertha bertrand bess beth betty
    beverly bill billie billy björn bob bobby boris brad bradley brandon brenda brendan brent
    brett brian bridget britney bruce bruno bryan byron calvin cameron camille carl carla carlo
    carlos carmen carol carole caroline carolyn carrie casey caspar catherine cathy cecil cecilia
    celine cesar chad chandra charlene charles charlie charlotte chen chester chloe chris
    christian christina christine christoph christophe christopher chuck cindy claire clara
    clarence clark claude claudia claudio claus clay clement cliff clifford clint clive clyde cody
    colin colleen connie connor conrad constance constantin cornelia cornelius courtney craig
    crystal curtis cynthia cyril cyrus daisy dale damien damon dan dana daniel daniela daniele
    danielle danny daphne darren darryl dave david dawn dean deanna deborah debra deepak deepika
    delia della denis denise dennis denzel derek desmond diana diane diego dieter dietrich dimitri
    dinesh dmitri dmitry dolly dolores dominic dominique don donald donna dora doris dorothea
    dorothy doug douglas duncan dustin dwayne dwight dylan earl ed eddie edgar edith edmund
    eduardo edward edwin eileen elaine eleanor elena elias elijah elisabeth eliza elizabeth ella
    ellen elliott ellis elsa elsie elton elvis emil emile emilia emilio emily emma emmanuel enrico
    enrique eric erica erich erik erika erin ernest ernesto ernst erwin esteban estelle esther
    ethan ethel étienne eugene eugène eva evan eve evelyn everett ezra fabian fabio fatima faye
    federico felicia felix ferdinand fernando fidel fiona flora florence floyd frances francesca
    francesco francis francisco franco francois françois frank frankie franklin franz fred freddie
    frederic frederick fredrik friedrich fritz gabriel gabriela gabrielle gail galileo gary gavin
    gene genevieve geoff geoffrey george georges georgia georgina gerald geraldine gerard gerhard
    gerry giacomo gianni gideon gilbert gilles gina gino giorgio giovanni giulia giulio giuseppe
    gladys glen glenn gloria gordon grace graham grant greg gregor gregory greta guido guillaume
    guillermo günter günther gus gustav gustave guy gwen gwyneth hamid hank hannah hans hari
    harold harriet harrison harry harvey hassan hazel heather hector heidi heinrich heinz helen
    helena helene helga helmut henri henrietta henrik henry herbert herman hermann hilary hilda
    hillary hiroshi hiro hiroki holly homer horace horatio howard hubert hugh hugo humphrey
    hussein ian ibrahim ida ignacio igor ilya imran ina indira ines inga ingrid irene iris irina
    irving isaac isabel isabella isabelle isaiah isidore ismail ivan ivana ivy jack jackie jackson
    jacob jacqueline jacques jaime jake jamal james jamie jan jane janet janice janis jared jason
    javier jay jayne jean jeanette jeanne jeff jeffrey jen jenna jennifer jenny jens jeremiah
    jeremy jerome jerry jesse jessica jesus jill jim jimmy jin joachim joan joanna joanne joaquin
    jodie joe joel joey johan johann johanna johannes john johnnie johnny jon jonas jonathan jordi
    jorge jose josé josef joseph josephine josh joshua josiah joy joyce juan juana juanita judith
    judy jules julia julian juliana julie juliet julien julio julius june jürgen justin kai karen
    karim karin karl karla kate katharina katharine katherine kathleen kathryn kathy katie kay
    keanu keith kelly ken kendrick kenji kenneth kenny kent kevin khalid kiefer kim kimberly kirk
    kirsten klaus konrad konstantin kristen kristin kristina kurt kyle lakshmi lana lance lara
    larry lars laura lauren laurence laurent laurie lawrence lea leah lee leila leland len lena
    leo leon leonard leonardo leonid leonora leopold leroy leslie lester lewis li liam lidia liesl
    lila lillian lily lina linda lindsay lionel lisa liu lloyd logan lois lola loretta lorenzo
    lori lorraine lou louis louisa louise lourdes luc luca lucas lucia luciano lucie lucille
    lucinda lucius lucy ludwig luigi luis luisa luke lydia lyle lynn mabel madeleine madonna mae
    maggie mahatma mahmoud malcolm malik mandy manfred manish manoj manuel mao marc marcel
    marcello marcia marco marcos marcus margaret margarita margot maria mariah marian marianne
    marie marilyn marina mario marion marjorie mark marlene marlon marsha marshall marta martha
    martin martina marvin mary masahiro mateo mathias matilda matt matteo matthew matthias maud
    maureen maurice mauricio max maxim maximilian maxine maya megan mehmet mel melanie melinda
    melissa melvin mercedes meredith merle meryl mia micah michael michaela michal michel michele
    michelle mick miguel mika mike mikhail mikael milan mildred miles milton mimi mindy minnie
    miranda miriam mitch mitchell mohamed mohammad mohammed mohan moira molly monica monique
    morgan morris moses muhammad murray mustafa myra myron nadia nancy naomi narendra natalia
    natalie natasha nathan nathaniel naveen neil nell nellie nelson nicholas nick nicki nicky nico
    nicola nicolas nicolaus nicole niels nigel nikita nikola nikolai nikolaus nina noah noam noel
    nora norbert norma norman octavia olaf oleg olga oliver olivia omar opal oprah orlando orson
    oscar oskar osman oswald otto owen pablo paige pam pamela paolo parker pascal patricia patrick
    patty paul paula pauline paulo pavel pearl pedro peggy penelope penny percy perry pete peter
    petra phil philip philippa philippe phillip phoebe phyllis pierre piers pietro pio piotr
    plácido polly prakash preston priscilla priya quentin quincy rachel rafael rahul raj rajesh
    rajiv ralf ralph ram ramesh ramon ramona randall randolph randy raquel rashid raul ravi ray
    raymond rebecca reese reg regina reginald reinhard reinhold rene renata renate renée rex reza
    rhonda ricardo richard rick ricky rihanna riley rita robert roberta roberto robin rod roderick
    rodney rodrigo roger roland rolf roman romeo ron ronald ronnie rory rosa rosalind rosario rose
    rosemary rosie ross rowan roxanne roy ruben ruby rudolf rudolph rudy rufus rupert russ russell
    ruth ryan sabrina sachin sadie saeed sally salvador salvatore sam samantha samir samuel sandra
    sandro sandy sanjay santiago sara sarah sasha saul scarlett scott sean sebastian selena selma
    serena sergei sergey sergio seth shahid shane shannon sharon shaun shawn sheila shelby sheldon
    shelley sherlock sherry shigeru shirley shiv shreya sid sidney siegfried sigmund sigrid silvia
    simon simone sinead solomon sonia sophia sophie spencer stacy stan stanislav stanley stefan
    stefano stella stephan stephanie stephen sterling steve steven stewart stig stuart sue
    suleiman sundar sunil suresh susan susanna susanne suzanne suzuki sven svetlana sybil sydney
    sylvester sylvia tadeusz takashi takeshi tamara tammy tania tanya tara taro tatiana taylor ted
    terence teresa terrence terry tess tessa thaddeus thelma theo theodor theodore theresa thomas
    tiffany tim timothy tina tito tobias toby tod todd tom tomás tommy toni tony toshiro tracey
    tracy travis trent trevor trish tristan troy truman tupac tyler tyrone ulrich ulysses ursula
    uwe valentina valerie vanessa vaughn vera vernon veronica vic vicki vicky victor victoria
    vijay vikram vince vincent vincenzo vinod viola violet virgil virginia vittorio vivian vivien
    vlad vladimir wallace walt walter wanda warren wayne wei wendell wendy werner wesley wilbur
    wiley wilfred wilhelm will willa willem william willie willis wilma winifred winston wolfgang
    woodrow woody xavier yasser yves yvette yvonne yuri yusuf zachary zack zane zelda zoe zora
    wang zhang zhao hiroko yoko yuki keiko haruki hideo kazuo satoshi shinzo min-ho jae-in sung
    jung-eun park
""")
