<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK" sourcelanguage="en">
<context>
    <name>Agreements</name>
    <message>
        <source>What did you agree?</source>
        <translation>Hvad har I aftalt?</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planlæg</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>Aftaler</translation>
    </message>
    <message>
        <source>Here stands what you and the resident have agreed and not done yet.</source>
        <translation>Her står det, du og beboeren har aftalt, og som endnu ikke er gjort.</translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Working</source>
        <translation>Arbejder</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>See both in full</source>
        <translation>Se begge i deres helhed</translation>
    </message>
    <message>
        <source>Deleted on another computer, but you changed it</source>
        <translation>Slettet på en anden computer, men du har ændret det</translation>
    </message>
    <message>
        <source>There are two versions of this note</source>
        <translation>Der er to versioner af samme notat</translation>
    </message>
    <message>
        <source>There are two versions of this contact</source>
        <translation>Der er to versioner af kontakten</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Behold begge</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behold det</translation>
    </message>
    <message>
        <source>Let it be deleted</source>
        <translation>Lad det være slettet</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold min</translation>
    </message>
    <message>
        <source>Keep colleague's</source>
        <translation>Behold kollegaens</translation>
    </message>
    <message>
        <source>Keep the first</source>
        <translation>Behold den første</translation>
    </message>
    <message>
        <source>Keep the second</source>
        <translation>Behold den anden</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Din version</translation>
    </message>
    <message>
        <source>Your colleague's version</source>
        <translation>Kollegaens version</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>Empty</source>
        <translation>Tomt</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Ukendt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Åben</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Udført</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Bortfaldet</translation>
    </message>
    <message>
        <source>Kind of note</source>
        <translation>Notattype</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notat</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>Known as</source>
        <translation>Kaldenavn</translation>
    </message>
    <message>
        <source>Name is known</source>
        <translation>Navnet er kendt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Boligafdeling</translation>
    </message>
    <message>
        <source>Stairwell</source>
        <translation>Opgang</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Preferred channel</source>
        <translation>Foretrukken kontaktform</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kontaktform</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>Tolk</translation>
    </message>
    <message>
        <source>Age band</source>
        <translation>Aldersgruppe</translation>
    </message>
    <message>
        <source>Focus areas</source>
        <translation>Indsatsområder</translation>
    </message>
    <message>
        <source>Focus area</source>
        <translation>Indsatsområde</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Ansvarlig</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Name and address protection</source>
        <translation>Navne- og adressebeskyttelse</translation>
    </message>
    <message>
        <source>Told what we keep</source>
        <translation>Oplyst om, hvad vi gemmer</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dato</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tidspunkt</translation>
    </message>
    <message>
        <source>Whom it is about</source>
        <translation>Hvem det handler om</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Næste skridt</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritet</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Udfald</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Lukket</translation>
    </message>
    <message>
        <source>The record</source>
        <translation>Oplysningen</translation>
    </message>
    <message>
        <source>There are two versions of the same note</source>
        <translation>Der er to versioner af samme notat</translation>
    </message>
    <message>
        <source>There are two versions of the same remark</source>
        <translation>Der er to versioner af samme bemærkning</translation>
    </message>
    <message>
        <source>There are two versions of the same contact</source>
        <translation>Der er to versioner af samme kontakt</translation>
    </message>
    <message>
        <source>There are two versions of the same follow-up</source>
        <translation>Der er to versioner af samme opfølgning</translation>
    </message>
    <message>
        <source>There are two versions of the same record</source>
        <translation>Der er to versioner af samme oplysning</translation>
    </message>
    <message>
        <source>Kept, with the changes</source>
        <translation>Bevaret med ændringerne</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Slettet</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Forskel</translation>
    </message>
    <message>
        <source>{name}: {text} Differs: {words}</source>
        <translation>{name}: {text} Forskel: {words}</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Din version</translation>
    </message>
    <message>
        <source>Your colleague's version</source>
        <translation>Kollegaens version</translation>
    </message>
    <message>
        <source>The version in force</source>
        <translation>Den gældende version</translation>
    </message>
    <message>
        <source>The other version</source>
        <translation>Den anden version</translation>
    </message>
    <message>
        <source>Delete it after all</source>
        <translation>Slet alligevel</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold min</translation>
    </message>
    <message>
        <source>Keep the other</source>
        <translation>Behold den anden</translation>
    </message>
    <message>
        <source>Keep colleague's</source>
        <translation>Behold kollegaens</translation>
    </message>
    <message>
        <source>Keep the one in force</source>
        <translation>Behold den gældende</translation>
    </message>
    <message>
        <source>It holds: {fields}</source>
        <translation>Den indeholder: {fields}</translation>
    </message>
    <message>
        <source>The same in both: {fields}</source>
        <translation>Ens i begge: {fields}</translation>
    </message>
    <message>
        <source>The merged text</source>
        <translation>Den fælles tekst</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>Er med</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Sæt ind</translation>
    </message>
    <message>
        <source>Insert: {words}</source>
        <translation>Sæt ind: {words}</translation>
    </message>
    <message>
        <source>The two versions</source>
        <translation>De to versioner</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuller</translation>
    </message>
    <message>
        <source>Save the merged text</source>
        <translation>Gem den fælles tekst</translation>
    </message>
    <message>
        <source>Save the choice</source>
        <translation>Gem valget</translation>
    </message>
    <message>
        <source>Both versions stay in the history.</source>
        <translation>De to versioner bliver i historikken.</translation>
    </message>
    <message>
        <source>The draft is saved. Both versions stay in the history.</source>
        <translation>Kladden er gemt. De to versioner bliver i historikken.</translation>
    </message>
    <message>
        <source>Merge the texts yourself</source>
        <translation>Flet teksterne selv</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Din</translation>
    </message>
    <message>
        <source>The rest is equal or your own</source>
        <translation>Resten er ens eller dit eget</translation>
    </message>
    <message>
        <source>From {name}</source>
        <translation>Fra {name}</translation>
    </message>
    <message>
        <source>From you</source>
        <translation>Fra dig</translation>
    </message>
    <message>
        <source>The conflict is settled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Newest</source>
        <translation>Nyest</translation>
    </message>
    <message>
        <source>Previous conflict</source>
        <translation>Forrige konflikt</translation>
    </message>
    <message>
        <source>Next conflict</source>
        <translation>Næste konflikt</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Behold begge</translation>
    </message>
    <message>
        <source>Merge yourself</source>
        <translation>Flet selv</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Tag stilling senere</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Der er ingen konflikter</translation>
    </message>
    <message>
        <source>When two people changed the same thing without a network, both versions are kept here
until somebody chooses. Nothing is lost meanwhile.</source>
        <translation>Når to har ændret det samme uden net, ligger begge versioner her,
indtil nogen vælger. Intet går tabt imens.</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} af {count}</translation>
    </message>
    <message>
        <source>It was deleted on another computer, but somebody changed it. It is kept until someone decides.</source>
        <translation>Den blev slettet på en anden computer, men nogen har ændret den. Den er bevaret, til nogen har taget stilling.</translation>
    </message>
    <message>
        <source>Choose what applies. The other version stays in the history.</source>
        <translation>Vælg, hvad der skal gælde. Du kan se den anden version i historikken.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Intet går tabt.</translation>
    </message>
    <message>
        <source>{name} is told what you choose. Nothing is lost.</source>
        <translation>{name} får besked om, hvad du vælger. Intet går tabt.</translation>
    </message>
</context>
<context>
    <name>ContactDetail</name>
    <message>
        <source>Parts of this contact</source>
        <translation>Kontaktens sider</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Tidslinje</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>Aftaler</translation>
    </message>
    <message>
        <source>A newer version of the program wrote this. You can read it; update to change it.</source>
        <translation>En nyere version af programmet har skrevet dette. Du kan læse det; opdater for at rette det.</translation>
    </message>
    <message>
        <source>Choose a contact</source>
        <translation>Vælg en kontakt</translation>
    </message>
    <message>
        <source>Here you see what happened
and what you have agreed.</source>
        <translation>Her ser du, hvad der er sket,
og hvad I har aftalt.</translation>
    </message>
    <message>
        <source>Filter by area</source>
        <translation>Filtrer efter område</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notater</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>Opfølgninger</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>Der er ingen notater endnu</translation>
    </message>
    <message>
        <source>Write down what you saw, heard and agreed.</source>
        <translation>Skriv, hvad du har set og hørt, og hvad I har aftalt.</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Nyt notat</translation>
    </message>
    <message>
        <source>Show older</source>
        <translation>Vis ældre</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>Alle områder</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>Choose</source>
        <translation>Vælg</translation>
    </message>
    <message>
        <source>Name or known as</source>
        <translation>Navn eller kaldenavn</translation>
    </message>
    <message>
        <source>What they are called is enough. No CPR number.</source>
        <translation>Et kaldenavn er nok. Skriv ikke cpr-nummer.</translation>
    </message>
    <message>
        <source>I only know what they are called</source>
        <translation>Jeg kender kun kaldenavnet</translation>
    </message>
    <message>
        <source>15-17: consider whether the resident can consent themselves.</source>
        <translation>15-17 år: Vurder, om beboeren selv kan give samtykke.</translation>
    </message>
    <message>
        <source>Name and address protection</source>
        <translation>Navne- og adressebeskyttelse</translation>
    </message>
    <message>
        <source>The resident has been told what we keep</source>
        <translation>Beboeren er oplyst om, hvad vi gemmer</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Boligafdeling</translation>
    </message>
    <message>
        <source>Stairwell</source>
        <translation>Opgang</translation>
    </message>
    <message>
        <source>Age band</source>
        <translation>Aldersgruppe</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kontaktform</translation>
    </message>
    <message>
        <source>Needs interpreter</source>
        <translation>Behov for tolk</translation>
    </message>
    <message>
        <source>Focus area</source>
        <translation>Indsatsområde</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Also known as</source>
        <translation>Kaldes også</translation>
    </message>
    <message>
        <source>Case owner</source>
        <translation>Tovholder</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Ukendt</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Mig</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>New contact</source>
        <translation>Ny kontakt</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Begynd forfra</translation>
    </message>
    <message>
        <source>Does not want to be registered</source>
        <translation>Vil ikke registreres</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>Create contact</source>
        <translation>Opret kontakt</translation>
    </message>
    <message>
        <source>Edit contact</source>
        <translation>Ret kontakt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Gem</translation>
    </message>
    <message>
        <source>You wrote this {when}. Go on where you left off.</source>
        <translation>Det her skrev du {when}. Fortsæt, hvor du slap.</translation>
    </message>
    <message>
        <source>Remove the CPR number before you save.</source>
        <translation>Fjern cpr-nummeret, før du gemmer.</translation>
    </message>
    <message>
        <source>Write a name, or what they are called.</source>
        <translation>Skriv et navn eller et kaldenavn.</translation>
    </message>
</context>
<context>
    <name>ContactHeader</name>
    <message>
        <source>Changed {day} by {name}</source>
        <translation>Ændret {day} af {name}</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>nogen</translation>
    </message>
    <message>
        <source>The server did not take it</source>
        <translation>Serveren tog ikke imod</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>Gemt her</translation>
    </message>
    <message>
        <source>Seen by your lead</source>
        <translation>Set af din leder</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sendt</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Nyt notat</translation>
    </message>
    <message>
        <source>More about this contact</source>
        <translation>Mere om kontakten</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Tilbage til listen</translation>
    </message>
    <message>
        <source>Case owner: {name}</source>
        <translation>Tovholder: {name}</translation>
    </message>
    <message>
        <source>stairwell {name}</source>
        <translation>opgang {name}</translation>
    </message>
    <message>
        <source>known as {name}</source>
        <translation>kaldes {name}</translation>
    </message>
    <message>
        <source>interpreter: {language}</source>
        <translation>tolk: {language}</translation>
    </message>
    <message>
        <source>protected address</source>
        <translation>adressebeskyttet</translation>
    </message>
    <message>
        <source>Told what we keep {day}</source>
        <translation>Oplyst {day}</translation>
    </message>
    <message>
        <source>Not told what we keep</source>
        <translation>Ikke oplyst om, hvad vi gemmer</translation>
    </message>
</context>
<context>
    <name>ContactRow</name>
    <message>
        <source>{due}: {step}</source>
        <translation>{due}: {step}</translation>
    </message>
    <message>
        <source>Two versions of the contact</source>
        <translation>To versioner af kontakten</translation>
    </message>
    <message>
        <source>Not told what we keep</source>
        <translation>Ikke oplyst om, hvad vi gemmer</translation>
    </message>
    <message>
        <source>No next step</source>
        <translation>Intet næste skridt</translation>
    </message>
    <message>
        <source>%n day(s) over</source>
        <translation>%n dag over</translation>
    </message>
    <message>
        <source>last contact {day}</source>
        <translation>senest talt med {day}</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>venter på at blive sendt</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>next step first</source>
        <translation>næste skridt først</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>efter navn</translation>
    </message>
    <message>
        <source>last contact first</source>
        <translation>senest talt med først</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>nyeste først</translation>
    </message>
    <message>
        <source>Name, known as, stairwell …</source>
        <translation>Navn, kaldenavn, opgang …</translation>
    </message>
    <message>
        <source>Search contacts</source>
        <translation>Søg i kontakter</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overskredet</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Område</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Flere filtre</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Ryd filtre</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Rækkefølge</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>Alle områder</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Alle statusser</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>Alle afdelinger</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Boligafdeling</translation>
    </message>
    <message>
        <source>Next step first</source>
        <translation>Næste skridt først</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Efter navn</translation>
    </message>
    <message>
        <source>Last contact first</source>
        <translation>Senest talt med først</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nyeste først</translation>
    </message>
    <message>
        <source>New contact</source>
        <translation>Ny kontakt</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakter</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Du har ingen kontakter endnu</translation>
    </message>
    <message>
        <source>Create the first one
once you have talked with a resident.</source>
        <translation>Opret den første,
når du har talt med en beboer.</translation>
    </message>
    <message>
        <source>None of the contacts are yours</source>
        <translation>Ingen af kontakterne er dine</translation>
    </message>
    <message>
        <source>You become case owner
of those whom you create.</source>
        <translation>Du bliver tovholder for dem,
du opretter.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Vis alle</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Ingen resultater</translation>
    </message>
    <message>
        <source>Try another word,
or clear the filters.</source>
        <translation>Prøv et andet ord,
eller ryd filtrene.</translation>
    </message>
    <message>
        <source>Create “{name}”</source>
        <translation>Opret ”{name}”</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>Forrige måned</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Næste måned</translation>
    </message>
    <message>
        <source>Open the calendar</source>
        <translation>Åbn kalenderen</translation>
    </message>
</context>
<context>
    <name>Days</name>
    <message>
        <source>H:mm</source>
        <comment>pattern of QLocale for a time of day</comment>
        <translation>H.mm</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>pattern of QLocale for a date of this year</comment>
        <translation>d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>pattern of QLocale for a date</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <comment>pattern of QLocale for a date with its weekday</comment>
        <translation>dddd 'den' d. MMMM</translation>
    </message>
    <message>
        <source>week {number}</source>
        <translation>uge {number}</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>i går</translation>
    </message>
    <message>
        <source>today</source>
        <translation>i dag</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>i morgen</translation>
    </message>
    <message>
        <source>{day} at {time}</source>
        <translation>{day} kl. {time}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>lige nu</translation>
    </message>
    <message>
        <source>%n min. ago</source>
        <translation>for %n min. siden</translation>
    </message>
    <message>
        <source>%n day(s) overdue</source>
        <translation>%n dag over fristen</translation>
    </message>
    <message>
        <source>Good night</source>
        <translation>Godnat</translation>
    </message>
    <message>
        <source>Good morning</source>
        <translation>Godmorgen</translation>
    </message>
    <message>
        <source>Good day</source>
        <translation>Goddag</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>God eftermiddag</translation>
    </message>
    <message>
        <source>Good evening</source>
        <translation>God aften</translation>
    </message>
    <message>
        <source>{greeting}, {name}</source>
        <translation>{greeting}, {name}</translation>
    </message>
</context>
<context>
    <name>Doorway</name>
    <message>
        <source>No name</source>
        <translation>Uden navn</translation>
    </message>
</context>
<context>
    <name>Duplicate</name>
    <message>
        <source>This contact may already exist</source>
        <translation>Kontakten findes måske allerede</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Åbn {name}</translation>
    </message>
    <message>
        <source>It is someone else</source>
        <translation>Det er en anden</translation>
    </message>
    <message>
        <source>The phone number is the same.</source>
        <translation>Telefonnummeret er det samme.</translation>
    </message>
    <message>
        <source>The name is the same.</source>
        <translation>Navnet er det samme.</translation>
    </message>
    <message>
        <source>The name is similar.</source>
        <translation>Navnet ligner.</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Optional</source>
        <translation>Valgfrit</translation>
    </message>
</context>
<context>
    <name>FieldNames</name>
    <message>
        <source>Name or known as</source>
        <translation>Navn eller kaldenavn</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>Hvad skete der?</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Hvem</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Dato</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tidspunkt</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Næste skridt</translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>FollowUps</name>
    <message>
        <source>The follow-up is done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The follow-up is dropped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Postponed to {day}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Handed over to {name}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hidden</source>
        <translation>Skjult</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overskredet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>I dag</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Denne uge</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Senere</translation>
    </message>
    <message>
        <source>In the last seven days</source>
        <translation>De sidste syv dage</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Bortfaldet</translation>
    </message>
    <message>
        <source>Done, due {day}</source>
        <translation>Udført, frist {day}</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Mandag</translation>
    </message>
    <message>
        <source>In %n days</source>
        <translation>Om %n dage</translation>
    </message>
    <message>
        <source>Solved in another way</source>
        <translation>Løst på en anden måde</translation>
    </message>
    <message>
        <source>The resident does not want it</source>
        <translation>Beboeren ønsker det ikke</translation>
    </message>
    <message>
        <source>No longer relevant</source>
        <translation>Ikke længere aktuelt</translation>
    </message>
    <message>
        <source>Choose a day …</source>
        <translation>Vælg dato …</translation>
    </message>
    <message>
        <source>There is no colleague yet</source>
        <translation>Der er ingen kolleger endnu</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Marker som udført</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Mellemrum</translation>
    </message>
    <message>
        <source>Postpone</source>
        <translation>Udsæt</translation>
    </message>
    <message>
        <source>Hand over to colleague</source>
        <translation>Overdrag til kollega</translation>
    </message>
    <message>
        <source>Falls away because</source>
        <translation>Bortfalder, fordi</translation>
    </message>
    <message>
        <source>Open the contact</source>
        <translation>Åbn kontakten</translation>
    </message>
    <message>
        <source>The follow-up is planned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan follow-up</source>
        <translation>Planlæg opfølgning</translation>
    </message>
    <message>
        <source>For instance: call about the letter</source>
        <translation>For eksempel: ring om brevet</translation>
    </message>
    <message>
        <source>What will you do?</source>
        <translation>Hvad skal du gøre?</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>Skriv et navn</translation>
    </message>
    <message>
        <source>When?</source>
        <translation>Hvornår?</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planlæg</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The draft is saved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Me</source>
        <translation>Mig</translation>
    </message>
    <message>
        <source>Whom is it about?</source>
        <translation>Hvem handler det om?</translation>
    </message>
    <message>
        <source>Focus area</source>
        <translation>Indsatsområde</translation>
    </message>
    <message>
        <source>Who will do it?</source>
        <translation>Hvem gør det?</translation>
    </message>
    <message>
        <source>That is no day. Write it as 12/3.</source>
        <translation>Det er ikke en dato. Skriv den som 12/3.</translation>
    </message>
    <message>
        <source>Write what you will do.</source>
        <translation>Skriv, hvad du skal gøre.</translation>
    </message>
    <message>
        <source>Choose a day.</source>
        <translation>Vælg en dag.</translation>
    </message>
    <message>
        <source>Whose follow-ups</source>
        <translation>Hvis opfølgninger</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>The team's</source>
        <translation>Holdets</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Udført</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>Opfølgninger</translation>
    </message>
    <message>
        <source>No follow-ups</source>
        <translation>Der er ingen opfølgninger</translation>
    </message>
    <message>
        <source>A follow-up is the next step that you promised a resident.
Write it at once, and the program reminds you, also without a network.</source>
        <translation>En opfølgning er det næste skridt, du har lovet en beboer.
Skriv den med det samme, så minder programmet dig om den, også uden net.</translation>
    </message>
    <message>
        <source>Quick note</source>
        <translation>Hurtigt notat</translation>
    </message>
    <message>
        <source>Nothing was done in the last seven days</source>
        <translation>Der er ikke udført noget de sidste syv dage</translation>
    </message>
    <message>
        <source>What you mark as done stands here for a week.</source>
        <translation>Det, du markerer som udført, står her i en uge.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>udfører</translation>
    </message>
    <message>
        <source>postpone</source>
        <translation>udsætter</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>overdrager</translation>
    </message>
    <message>
        <source>open the contact</source>
        <translation>åbner kontakten</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>Invite a colleague</source>
        <translation>Inviter en kollega</translation>
    </message>
    <message>
        <source>The code goes by voice or on paper</source>
        <translation>Koden gives mundtligt eller på papir</translation>
    </message>
    <message>
        <source>Invite {name}</source>
        <translation>Inviter {name}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Approve by itself when the code is right</source>
        <translation>Godkend automatisk, når koden er rigtig</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>Lav en kode</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Otherwise you approve the laptop on this page when the code has been used.</source>
        <translation>Ellers godkender du computeren her på siden, når koden er brugt.</translation>
    </message>
    <message>
        <source>Write the name of your colleague.</source>
        <translation>Skriv din kollegas navn.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Træk tilbage</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Færdig</translation>
    </message>
    <message>
        <source>Valid once, until {when}</source>
        <translation>Gælder én gang og til {when}</translation>
    </message>
    <message>
        <source>{name} opens the program and chooses “I have an invitation code”.</source>
        <translation>{name} åbner programmet og vælger ”Jeg har en invitationskode”.</translation>
    </message>
    <message>
        <source>{name} types the code and chooses a passphrase.</source>
        <translation>{name} skriver koden og vælger sin egen adgangskode.</translation>
    </message>
    <message>
        <source>The laptop comes in by itself when the code is right.</source>
        <translation>Computeren bliver godkendt automatisk, når koden er rigtig.</translation>
    </message>
    <message>
        <source>You approve the laptop here on this page.</source>
        <translation>Du godkender computeren her på siden.</translation>
    </message>
    <message>
        <source>Read the code aloud, or hand it over on paper. Do not send it by mail or text message.</source>
        <translation>Læs koden højt, eller giv den på papir. Send den ikke på mail eller sms.</translation>
    </message>
    <message>
        <source>The laptop is approved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The laptop could not prove the code. Invite anew.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The invitation is withdrawn</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>you</source>
        <translation>dig</translation>
    </message>
    <message>
        <source>No laptop yet</source>
        <translation>Ingen computer endnu</translation>
    </message>
    <message>
        <source>Laptop without a name</source>
        <translation>Computer uden navn</translation>
    </message>
    <message>
        <source>Never seen</source>
        <translation>Aldrig set</translation>
    </message>
    <message>
        <source>Last seen {when}</source>
        <translation>Sidst set {when}</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Godkend</translation>
    </message>
    <message>
        <source>Approve {name}</source>
        <translation>Godkend {name}</translation>
    </message>
    <message>
        <source>Withdraw the invitation of {name}</source>
        <translation>Træk invitationen til {name} tilbage</translation>
    </message>
    <message>
        <source>the code is valid until {when}</source>
        <translation>koden gælder til {when}</translation>
    </message>
    <message>
        <source>a laptop waits for you</source>
        <translation>en computer venter på dig</translation>
    </message>
    <message>
        <source>the code has expired</source>
        <translation>koden er udløbet</translation>
    </message>
    <message>
        <source>the code was tried wrongly: withdraw it, invite anew</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Worker</source>
        <translation>Medarbejder</translation>
    </message>
    <message>
        <source>Team lead</source>
        <translation>Teamleder</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Læser</translation>
    </message>
    <message>
        <source>Data protection officer</source>
        <translation>Databeskyttelsesrådgiver</translation>
    </message>
    <message>
        <source>Reads and writes contacts and notes of the team.</source>
        <translation>Læser og skriver holdets kontakter og notater.</translation>
    </message>
    <message>
        <source>The same, and reviews the team's contacts and decides who has access.</source>
        <translation>Det samme, og gennemgår holdets kontakter og bestemmer, hvem der har adgang.</translation>
    </message>
    <message>
        <source>Reads, and changes nothing.</source>
        <translation>Læser, men ændrer ikke noget.</translation>
    </message>
    <message>
        <source>Reads who looked at what, and no notes.</source>
        <translation>Læser, hvem der har set hvad, men ingen notater.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open invitations cannot be shown right now.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People and access</source>
        <translation>Hold og adgang</translation>
    </message>
    <message>
        <source>Open invitations</source>
        <translation>Åbne invitationer</translation>
    </message>
    <message>
        <source>People and laptops</source>
        <translation>Personer og computere</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakter</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>Opfølgninger</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Gennemgang</translation>
    </message>
    <message>
        <source>Team and access</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Conflicts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>NextStep</name>
    <message>
        <source>Tomorrow</source>
        <translation>I morgen</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Mandag</translation>
    </message>
    <message>
        <source>In 14 days</source>
        <translation>Om 14 dage</translation>
    </message>
    <message>
        <source>Choose date</source>
        <translation>Vælg dato</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>{count} of {limit}</source>
        <translation>{count} af {limit}</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Note</source>
        <translation>Notat</translation>
    </message>
    <message>
        <source>Changed note</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Follow-up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Merged text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contact</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The oldest is from: {when}</source>
        <translation>Den ældste: {when}</translation>
    </message>
    <message>
        <source>Not told what we keep</source>
        <translation>Ikke oplyst om, hvad vi gemmer</translation>
    </message>
    <message>
        <source>Not informed</source>
        <translation>Ikke oplyst</translation>
    </message>
    <message>
        <source>Loose ends</source>
        <translation>Løse ender</translation>
    </message>
    <message>
        <source>No loose ends</source>
        <translation>Ingen løse ender</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>Senest åbnet</translation>
    </message>
    <message>
        <source>The contacts that you open will stand here.</source>
        <translation>Her står de kontakter, du sidst har åbnet.</translation>
    </message>
    <message>
        <source>Known as</source>
        <translation>Kaldenavn</translation>
    </message>
    <message>
        <source>My week in figures</source>
        <translation>Min uge i tal</translation>
    </message>
    <message>
        <source>Your figures: now.</source>
        <translation>Dine tal: nu.</translation>
    </message>
    <message>
        <source>Your figures: now. Your colleagues': {when}.</source>
        <translation>Dine tal: nu. Kollegernes: {when}.</translation>
    </message>
    <message>
        <source>My follow-ups</source>
        <translation>Mine opfølgninger</translation>
    </message>
    <message>
        <source>Show all %n</source>
        <translation>Vis alle %n</translation>
    </message>
    <message>
        <source>No follow-ups today. Those you plan will stand here.</source>
        <translation>Der er ingen opfølgninger i dag. Dem, du planlægger, står her.</translation>
    </message>
    <message>
        <source>Nothing is due this week.</source>
        <translation>Der er ingen frister i denne uge.</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>Skjul adgangskoden</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Vis adgangskoden</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>Caps Lock er slået til</translation>
    </message>
    <message>
        <source>Weak.</source>
        <translation>Svag.</translation>
    </message>
    <message>
        <source>Fair.</source>
        <translation>Rimelig.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>God.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Stærk.</translation>
    </message>
</context>
<context>
    <name>PersonPicker</name>
    <message>
        <source>Remove {name}</source>
        <translation>Fjern {name}</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Forslag</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Wrong passphrase</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wrong passphrase.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again. Check Caps Lock and the language of the keyboard.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Too many attempts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Too many attempts.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again in {time}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The passphrase is too weak</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The passphrase is too easy to guess.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use the proposal, or write at least five words.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no vault here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your data were not found on this computer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Restart the program. If that does not help, contact IT.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is a vault already</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This computer has data already.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Restart the program and unlock it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database cannot be opened</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file with your data is damaged.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contact IT. Do not reinstall the program: the file can be saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The files in the data folder do not belong together.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contact IT. Do not reinstall the program.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A newer version is needed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your data were written by a newer version of the program.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Install the newest version and open it again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The program is open already</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Helhedsplan is already running on this computer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use the window that is open, or close it and start again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The program is locked.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The data folder lies on a network drive.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The data folder is copied to a cloud service.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The data folder belongs to another user.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Others can open the data folder.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The folder is not safe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contact IT: the data must lie in a folder of your own, on the disk.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is not enough space on the computer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete files and try again. What you wrote still stands here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The disk cannot be written</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The program may not write to its data folder.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contact IT. What you wrote still stands here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An older copy was put back</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The data on this computer are older than when you last used it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sync, and everything that was sent comes back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something is missing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The field “{field}” is empty.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fill it in and save again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The text is too long</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is room for %n character(s).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shorten the text and save again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This looks like a CPR number</source>
        <translation>Det ligner et cpr-nummer</translation>
    </message>
    <message>
        <source>The text holds what looks like a CPR number.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete it before you save.</source>
        <translation>Slet det, før du gemmer.</translation>
    </message>
    <message>
        <source>The date lies in the future</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The date cannot be in the future.</source>
        <translation>Datoen kan ikke ligge i fremtiden.</translation>
    </message>
    <message>
        <source>Choose today or an earlier day.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The field cannot be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“{field}” holds something that cannot be used.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Correct it and save again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You cannot do that</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your access does not cover this.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask your lead if you need it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is no longer here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It was deleted or moved in the meantime.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go back to the list and look again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Decide first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This field has too many versions that wait for a decision.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open the conflicts and decide, then write on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The code is not whole</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%n character(s) missing.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write the rest of the code.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The code is not right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The code does not fit.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare it sign by sign, or ask your lead for a new one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The code has expired</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The code was used, is too old, or was tried wrongly too often.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask your lead for a new code.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The founding code is not right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server does not know this founding code.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare it with what IT gave you.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The organisation exists already</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An organisation was founded on this server already.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask its lead for an invitation code.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The address cannot be used</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server's address is not written as an address.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write it as IT gave it, for instance https://plan.example.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server does not answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server is not answering.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the network. What you wrote is saved; we will try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something else answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not our server but another page answered, perhaps a guest network.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open a browser and sign in to the network, then try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server is busy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server has too much to do right now.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>We will try again by ourselves. Nothing is lost.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server said no</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server would not take it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is saved here. Tell IT, with the time.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server cannot be trusted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server could not prove that it is yours. Nothing was sent.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tell IT, and use another network until then.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your access is closed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your access is closed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Contact your lead.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something went wrong. What you wrote is saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again. If it happens again, tell IT.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>QuickNote</name>
    <message>
        <source>This looks like a CPR number</source>
        <translation>Det ligner et cpr-nummer</translation>
    </message>
    <message>
        <source>Delete it before you save.</source>
        <translation>Slet det, før du gemmer.</translation>
    </message>
    <message>
        <source>Remove the number</source>
        <translation>Fjern nummeret</translation>
    </message>
    <message>
        <source>It is not a CPR number</source>
        <translation>Det er ikke et cpr-nummer</translation>
    </message>
    <message>
        <source>The draft is saved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The note is saved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The note is changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The draft is deleted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Quick note</source>
        <translation>Hurtigt notat</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Begynd forfra</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Hvem</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>Hvad skete der?</translation>
    </message>
    <message>
        <source>Write only what is needed. The resident has the right to read it.</source>
        <translation>Skriv kun det, der er nødvendigt. Beboeren har ret til at læse med.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Vælg</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Dato</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>Flere felter</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Klokkeslæt</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Næste skridt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Gem</translation>
    </message>
    <message>
        <source>Focus area</source>
        <translation>Indsatsområde</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kontaktform</translation>
    </message>
    <message>
        <source>Kind of note</source>
        <translation>Notattype</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Ret notat</translation>
    </message>
    <message>
        <source>You wrote this {when}. Go on where you left off.</source>
        <translation>Det her skrev du {when}. Fortsæt, hvor du slap.</translation>
    </message>
    <message>
        <source>Remove the number before you save.</source>
        <translation>Fjern nummeret, før du gemmer.</translation>
    </message>
    <message>
        <source>Remove the CPR number before you save.</source>
        <translation>Fjern cpr-nummeret, før du gemmer.</translation>
    </message>
    <message>
        <source>%n character(s) too many</source>
        <translation>%n tegn for meget</translation>
    </message>
    <message>
        <source>That is no day. Write it as 12/3 or “yesterday”.</source>
        <translation>Det er ikke en dato. Skriv for eksempel 12/3 eller ”i går”.</translation>
    </message>
    <message>
        <source>Write whom it is about, or choose Anonymous.</source>
        <translation>Skriv, hvem det handler om, eller vælg Anonym.</translation>
    </message>
    <message>
        <source>Write what happened.</source>
        <translation>Skriv, hvad der skete.</translation>
    </message>
    <message>
        <source>The date cannot be in the future.</source>
        <translation>Datoen kan ikke ligge i fremtiden.</translation>
    </message>
    <message>
        <source>Write the time as 14.30.</source>
        <translation>Skriv klokkeslættet som 14.30.</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>Skriv et navn</translation>
    </message>
    <message>
        <source>Create “{name}” as a new contact</source>
        <translation>Opret ”{name}” som ny kontakt</translation>
    </message>
    <message>
        <source>new contact</source>
        <translation>ny kontakt</translation>
    </message>
    <message>
        <source>nobody is written down</source>
        <translation>ingen bliver registreret</translation>
    </message>
    <message>
        <source>Anonymous</source>
        <translation>Anonym</translation>
    </message>
    <message>
        <source>known as {name}</source>
        <translation>kaldes {name}</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>What do you add to the note?</source>
        <translation>Hvad vil du føje til notatet?</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemærkning</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tilføj</translation>
    </message>
    <message>
        <source>Remove the CPR number before you add it.</source>
        <translation>Fjern cpr-nummeret, før du tilføjer.</translation>
    </message>
    <message>
        <source>%n character(s) too many</source>
        <translation>%n tegn for meget</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>The list</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Choose a contact</source>
        <translation>Vælg en kontakt</translation>
    </message>
    <message>
        <source>Here you see what happened and what comes next. The words of a note open when you give a reason.</source>
        <translation>Her ser du, hvad der er sket, og hvad der skal ske. Teksten i et notat åbner, når du vælger en grund.</translation>
    </message>
    <message>
        <source>What the staff can see</source>
        <translation>Det kan medarbejderne se</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>A lead sees who is responsible, the last contact, the next step and what is overdue: the same facts that you see about your own contacts.</source>
        <translation>Lederen ser tovholder, sidste kontakt, næste skridt og overskredne frister: det samme, som du selv ser om dine kontakter.</translation>
    </message>
    <message>
        <source>The words of a note are hidden. A lead opens them by giving a reason, and name, time and reason are written into the access log.</source>
        <translation>Teksten i et notat er skjult. Lederen åbner den ved at vælge en grund, og navn, tidspunkt og grund bliver skrevet i adgangsloggen.</translation>
    </message>
    <message>
        <source>Cases per worker stand in the order of the alphabet. They help to share the work and say nothing about who works well.</source>
        <translation>Forløb pr. medarbejder står i alfabetisk orden. De hjælper med at fordele arbejdet og siger intet om, hvem der gør det godt.</translation>
    </message>
    <message>
        <source>Only what has been synced is here. A laptop that has been silent for a week is marked, for its notes may be missing.</source>
        <translation>Her står kun det, der er synkroniseret. En computer, der har været tavs i en uge, er markeret, fordi dens notater kan mangle.</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Vælg en grund</translation>
    </message>
    <message>
        <source>Why do you want to read the notes?</source>
        <translation>Hvorfor vil du læse notaterne?</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Læs</translation>
    </message>
    <message>
        <source>Open the contact</source>
        <translation>Åbn kontakten</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Forløbet</translation>
    </message>
    <message>
        <source>{name} is responsible</source>
        <translation>{name} er tovholder</translation>
    </message>
    <message>
        <source>Your look-up is logged.</source>
        <translation>Dit opslag bliver registreret.</translation>
    </message>
    <message>
        <source>Your look-up was logged.</source>
        <translation>Dit opslag er registreret.</translation>
    </message>
    <message>
        <source>There are no notes yet.</source>
        <translation>Der er ingen notater endnu.</translation>
    </message>
    <message>
        <source>Told what we keep</source>
        <translation>Oplyst om, hvad vi gemmer</translation>
    </message>
    <message>
        <source>Not told what we keep</source>
        <translation>Ikke oplyst om, hvad vi gemmer</translation>
    </message>
    <message>
        <source>Due {day}, not done</source>
        <translation>Frist {day} · ikke udført</translation>
    </message>
    <message>
        <source>Done {day}</source>
        <translation>Udført {day}</translation>
    </message>
    <message>
        <source>Dropped {day}</source>
        <translation>Bortfaldt {day}</translation>
    </message>
    <message>
        <source>Text hidden</source>
        <translation>Tekst skjult</translation>
    </message>
    <message>
        <source>Cases per worker</source>
        <translation>Forløb pr. medarbejder</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>Computere</translation>
    </message>
    <message>
        <source>No laptop has reported yet.</source>
        <translation>Ingen computer har meldt sig endnu.</translation>
    </message>
    <message>
        <source>Notes from this laptop may be missing in the figures.</source>
        <translation>Tallene kan mangle notater fra denne computer.</translation>
    </message>
    <message>
        <source>{some} of {all} since yesterday</source>
        <translation>{some} af {all} siden i går</translation>
    </message>
    <message>
        <source>Never reported</source>
        <translation>Har aldrig meldt sig</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overskredet</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>Fastlåst</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kvalitet</translation>
    </message>
    <message>
        <source>Every open contact of the team</source>
        <translation>Alle holdets åbne kontakter</translation>
    </message>
    <message>
        <source>The next step is overdue</source>
        <translation>Fristen for næste skridt er overskredet</translation>
    </message>
    <message>
        <source>No contact for 30 days or more</source>
        <translation>Ingen kontakt i 30 dage eller mere</translation>
    </message>
    <message>
        <source>The next step is overdue by more than a week</source>
        <translation>Fristen er overskredet med mere end en uge</translation>
    </message>
    <message>
        <source>No next step, no focus area, not told what we keep, or two versions</source>
        <translation>Intet næste skridt, intet indsatsområde, ikke oplyst eller to versioner</translation>
    </message>
    <message>
        <source>What needs you first</source>
        <translation>Det, der kræver dig, først</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Efter navn</translation>
    </message>
    <message>
        <source>By who is responsible</source>
        <translation>Efter tovholder</translation>
    </message>
    <message>
        <source>Longest without contact first</source>
        <translation>Længst uden kontakt først</translation>
    </message>
    <message>
        <source>Next step first</source>
        <translation>Næste skridt først</translation>
    </message>
    <message>
        <source>Who is responsible</source>
        <translation>Tovholder</translation>
    </message>
    <message>
        <source>Focus area</source>
        <translation>Indsatsområde</translation>
    </message>
    <message>
        <source>Name, known as …</source>
        <translation>Navn, kaldenavn …</translation>
    </message>
    <message>
        <source>Search the team's contacts</source>
        <translation>Søg i holdets kontakter</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Rækkefølge</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle tovholdere</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>Alle områder</translation>
    </message>
    <message>
        <source>Order: {order}</source>
        <translation>Rækkefølge: {order}</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>To versioner</translation>
    </message>
    <message>
        <source>No next step</source>
        <translation>Intet næste skridt</translation>
    </message>
    <message>
        <source>Not informed</source>
        <translation>Ikke oplyst</translation>
    </message>
    <message>
        <source>Not met yet</source>
        <translation>Ikke mødt endnu</translation>
    </message>
    <message>
        <source>Last: {day}</source>
        <translation>Sidst {day}</translation>
    </message>
    <message>
        <source>Nobody is responsible</source>
        <translation>Ingen tovholder</translation>
    </message>
    <message>
        <source>The team's contacts</source>
        <translation>Holdets kontakter</translation>
    </message>
    <message>
        <source>You are up to date</source>
        <translation>Du er ajour</translation>
    </message>
    <message>
        <source>There is nothing here to review.</source>
        <translation>Der er ikke mere at gennemgå.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Ryd filtre</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Gennemgang</translation>
    </message>
    <message>
        <source>%n contact(s)</source>
        <translation>%n kontakt</translation>
    </message>
    <message>
        <source>figures until {when}</source>
        <translation>tal til og med {when}</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Show all {count}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open</source>
        <translation>Åben</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakter</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notater</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>Opfølgninger</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>hidden</source>
        <translation>skjult</translation>
    </message>
    <message>
        <source>known as {name}</source>
        <translation>kaldes {name}</translation>
    </message>
    <message>
        <source>Anonymous</source>
        <translation>Anonym</translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search contacts, notes and follow-ups</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Vælg</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Nyt notat</translation>
    </message>
    <message>
        <source>Next group</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nyeste først</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
</context>
<context>
    <name>StepIndicator</name>
    <message>
        <source>Step {number} of {all}: {name}</source>
        <translation>Trin {number} af {all}: {name}</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Mark as done</source>
        <translation>Marker som udført</translation>
    </message>
    <message>
        <source>More about this step</source>
        <translation>Mere om dette skridt</translation>
    </message>
    <message>
        <source>Plan next step</source>
        <translation>Planlæg næste skridt</translation>
    </message>
    <message>
        <source>No next step is planned</source>
        <translation>Der er ikke planlagt et næste skridt</translation>
    </message>
    <message>
        <source>Next step · {when}</source>
        <translation>Næste skridt · {when}</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One less: {name}</source>
        <translation>En færre: {name}</translation>
    </message>
    <message>
        <source>One more: {name}</source>
        <translation>En mere: {name}</translation>
    </message>
</context>
<context>
    <name>SyncChip</name>
    <message>
        <source>Needs you</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Syncing …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Offline: you can keep working</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not synced yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only on this computer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Synced at {time}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Synced {when}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>{state}:</source>
        <translation>{state}:</translation>
    </message>
    <message>
        <source>also {names}</source>
        <translation>også {names}</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Bortfaldet</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Udført</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>skjult</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Venter på at blive sendt</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sendt</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Tidslinje</translation>
    </message>
    <message>
        <source>More about this note</source>
        <translation>Mere om notatet</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Fortryd</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search contacts, notes, follow-ups</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Quick note</source>
        <translation>Hurtigt notat</translation>
    </message>
    <message>
        <source>Worried about a child?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hide from others</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Names, areas and notes are hidden. Numbers and dates can still be seen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show again</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Veil</name>
    <message>
        <source>Hidden</source>
        <translation>Skjult</translation>
    </message>
</context>
</TS>
