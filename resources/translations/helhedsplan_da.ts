<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK" sourcelanguage="en">
    <context>
        <name>Access</name>
        <message>
            <source>Access of {name}</source>
            <translation>Adgang for {name}</translation>
        </message>
        <message>
            <source>Access to {name}</source>
            <translation>Adgang til {name}</translation>
        </message>
        <message>
            <source>Activities, partners and milestones. Every member reads it.</source>
            <translation>Aktiviteter, partnere og milepæle. Alle medlemmer kan læse det.</translation>
        </message>
        <message>
            <source>Another laptop</source>
            <translation>En computer mere</translation>
        </message>
        <message>
            <source>At its next contact everything on it is removed. A laptop that never comes online again keeps what it has, encrypted.</source>
            <translation>Næste gang den er online, bliver alt på den slettet. En computer, der aldrig kommer online igen, beholder det, den har, krypteret.</translation>
        </message>
        <message>
            <source>Change role</source>
            <translation>Skift rolle</translation>
        </message>
        <message>
            <source>Change the key</source>
            <translation>Skift nøglen</translation>
        </message>
        <message>
            <source>Contacts, notes, follow-ups and consents of the team.</source>
            <translation>Holdets kontakter, notater, opfølgninger og samtykker.</translation>
        </message>
        <message>
            <source>Do this if the key may have got out. Nothing changes for those who have access.</source>
            <translation>Gør det, hvis nøglen kan være sluppet ud. Intet ændrer sig for dem, der har adgang.</translation>
        </message>
        <message>
            <source>Erase everything on it</source>
            <translation>Slet alt på den</translation>
        </message>
        <message>
            <source>Every laptop of this person is locked out, and the keys are changed at once. What the person has written stays.</source>
            <translation>Alle personens computere bliver lukket ude, og nøglerne bliver skiftet med det samme. Det, personen har skrevet, bliver stående.</translation>
        </message>
        <message>
            <source>Every lead is in it and reads everything.</source>
            <translation>Alle ledere er med og kan læse alt.</translation>
        </message>
        <message>
            <source>For a second or a new laptop. The others stay as they are.</source>
            <translation>Til en ekstra eller en ny computer. De andre bliver, som de er.</translation>
        </message>
        <message>
            <source>It is locked out at once, and nothing is taken from it any more, not even work that it has not sent.</source>
            <translation>Den bliver lukket ude med det samme, og vi tager ikke mere imod fra den, heller ikke det, den ikke har sendt.</translation>
        </message>
        <message>
            <source>It is lost or stolen</source>
            <translation>Den er tabt eller stjålet</translation>
        </message>
        <message>
            <source>It is no longer used. It receives nothing new, and the keys are changed at once. Let it send its last work first.</source>
            <translation>Den bruges ikke mere. Den henter intet nyt, og nøglerne bliver skiftet med det samme. Lad den sende det sidste først.</translation>
        </message>
        <message>
            <source>It sends what waits on it, and from then on nothing more can be written there.</source>
            <translation>Den sender det, der venter, og derefter kan der ikke skrives mere på den.</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lad være</translation>
        </message>
        <message>
            <source>Leaves the organisation</source>
            <translation>Stopper i organisationen</translation>
        </message>
        <message>
            <source>Let it send its last work</source>
            <translation>Lad den sende det sidste</translation>
        </message>
        <message>
            <source>Lock out</source>
            <translation>Luk ude</translation>
        </message>
        <message>
            <source>Make a code for another laptop</source>
            <translation>Lav en kode til en computer mere</translation>
        </message>
        <message>
            <source>Make the team</source>
            <translation>Opret holdet</translation>
        </message>
        <message>
            <source>Members</source>
            <translation>Medlemmer</translation>
        </message>
        <message>
            <source>Name of the team</source>
            <translation>Holdets navn</translation>
        </message>
        <message>
            <source>New team</source>
            <translation>Nyt hold</translation>
        </message>
        <message>
            <source>Notes that only the author and the leads read.</source>
            <translation>Notater, som kun forfatteren og lederne kan læse.</translation>
        </message>
        <message>
            <source>People and computers</source>
            <translation>Personer og computere</translation>
        </message>
        <message>
            <source>Read by {names}</source>
            <translation>Kan læses af {names}</translation>
        </message>
        <message>
            <source>Save members</source>
            <translation>Gem medlemmer</translation>
        </message>
        <message>
            <source>Shielded notes of {name}</source>
            <translation>{name}: beskyttede notater</translation>
        </message>
        <message>
            <source>Spaces and who reads them</source>
            <translation>Rum og hvem der læser</translation>
        </message>
        <message>
            <source>Stops here</source>
            <translation>Stopper her</translation>
        </message>
        <message>
            <source>The key</source>
            <translation>Nøglen</translation>
        </message>
        <message>
            <source>The key is changed</source>
            <translation>Nøglen er skiftet</translation>
        </message>
        <message>
            <source>The laptop erases everything at its next contact</source>
            <translation>Computeren sletter alt, næste gang den er online</translation>
        </message>
        <message>
            <source>The laptop is locked out</source>
            <translation>Computeren er lukket ude</translation>
        </message>
        <message>
            <source>The laptop may send its last work</source>
            <translation>Computeren må sende det sidste</translation>
        </message>
        <message>
            <source>The members are changed</source>
            <translation>Medlemmerne er ændret</translation>
        </message>
        <message>
            <source>The person and every laptop are locked out</source>
            <translation>Personen og alle computere er lukket ude</translation>
        </message>
        <message>
            <source>The plan</source>
            <translation>Planen</translation>
        </message>
        <message>
            <source>The role is changed</source>
            <translation>Rollen er skiftet</translation>
        </message>
        <message>
            <source>The team</source>
            <translation>Holdet</translation>
        </message>
        <message>
            <source>The team is made</source>
            <translation>Holdet er oprettet</translation>
        </message>
        <message>
            <source>This cannot be undone.</source>
            <translation>Det kan ikke fortrydes.</translation>
        </message>
        <message>
            <source>This is the laptop you sit at.</source>
            <translation>Det er den computer, du sidder ved.</translation>
        </message>
        <message>
            <source>Whoever comes in reads everything in it, from the first day on. When somebody goes out, the key is changed.</source>
            <translation>Den, der kommer med, kan læse alt fra første dag. Når nogen kommer ud, bliver nøglen skiftet.</translation>
        </message>
        <message>
            <source>Write the name of the team.</source>
            <translation>Skriv holdets navn.</translation>
        </message>
        <message>
            <source>Yes, do it</source>
            <translation>Ja, gør det</translation>
        </message>
    </context>
    <context>
        <name>Agreements</name>
        <message>
            <source>Agreements</source>
            <translation>Aftaler</translation>
        </message>
        <message>
            <source>Here stands what you and the resident have agreed and not done yet.</source>
            <translation>Her står det, du og beboeren har aftalt, og som endnu ikke er gjort.</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Planlæg</translation>
        </message>
        <message>
            <source>What did you agree?</source>
            <translation>Hvad har I aftalt?</translation>
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
        <name>ChildCard</name>
        <message>
            <source>Call or write yourself. You need not be sure and shall not investigate first.</source>
            <translation>Ring eller skriv selv. Du behøver ikke at være sikker og skal ikke undersøge det først.</translation>
        </message>
        <message>
            <source>Copy {number}</source>
            <translation>Kopiér {number}</translation>
        </message>
        <message>
            <source>Evening, night and weekend</source>
            <translation>Aften, nat og weekend</translation>
        </message>
        <message>
            <source>How to do it</source>
            <translation>Sådan gør du</translation>
        </message>
        <message>
            <source>If in doubt, call and ask. You need not say the child's name.</source>
            <translation>Er du i tvivl, så ring og spørg. Du behøver ikke at sige barnets navn.</translation>
        </message>
        <message>
            <source>Is the child in danger now?</source>
            <translation>Er barnet i fare nu?</translation>
        </message>
        <message>
            <source>Needs a network. The page opens in your browser.</source>
            <translation>Kræver netværk. Siden åbner i din browser.</translation>
        </message>
        <message>
            <source>Numbers and text stand on this computer and need no network.</source>
            <translation>Numre og tekst ligger på computeren og kræver ikke netværk.</translation>
        </message>
        <message>
            <source>On weekdays</source>
            <translation>På hverdage</translation>
        </message>
        <message>
            <source>Police and ambulance</source>
            <translation>Politi og ambulance</translation>
        </message>
        <message>
            <source>Public employees have the duty when a child may need support (act on children, section 133). Everyone has it when a child is neglected or in danger (section 135).</source>
            <translation>Offentligt ansatte har pligten, når et barn kan have brug for støtte (barnets lov § 133). Alle har den, når et barn bliver forsømt eller er i fare (§ 135).</translation>
        </message>
        <message>
            <source>Report on the municipality's page</source>
            <translation>Underret på kommunens side</translation>
        </message>
        <message>
            <source>Social out-of-hours service</source>
            <translation>Den sociale døgnvagt</translation>
        </message>
        <message>
            <source>Talk with your lead afterwards. You shall not ask for leave first.</source>
            <translation>Tal med din leder bagefter. Du skal ikke spørge om lov først.</translation>
        </message>
        <message>
            <source>Tell what you have seen and heard, not what you guess.</source>
            <translation>Fortæl, hvad du har set og hørt – ikke, hvad du gætter på.</translation>
        </message>
        <message>
            <source>The duty to report is yours. Do not wait for your manager.</source>
            <translation>Du har selv pligt til at underrette. Du skal ikke vente på din leder.</translation>
        </message>
        <message>
            <source>The municipality's reception</source>
            <translation>Kommunens modtagelse</translation>
        </message>
        <message>
            <source>Worried about a child?</source>
            <translation>Bekymret for et barn?</translation>
        </message>
        <message>
            <source>Your organisation has not written all its numbers here. You find the municipality's reception on its website. Ask IT to add the number.</source>
            <translation>Din organisation har ikke skrevet alle numre ind her. Du finder kommunens modtagelse på kommunens hjemmeside. Bed it om at tilføje nummeret.</translation>
        </message>
    </context>
    <context>
        <name>Conflict</name>
        <message>
            <source>Deleted on another computer, but you changed it</source>
            <translation>Slettet på en anden computer, men du har ændret det</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>Behold begge</translation>
        </message>
        <message>
            <source>Keep colleague's</source>
            <translation>Behold kollegaens</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behold det</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Behold min</translation>
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
            <source>Let it be deleted</source>
            <translation>Lad det være slettet</translation>
        </message>
        <message>
            <source>See both in full</source>
            <translation>Se begge i deres helhed</translation>
        </message>
        <message>
            <source>There are two versions of a next step</source>
            <translation>Der er to versioner af et næste skridt</translation>
        </message>
        <message>
            <source>There are two versions of this contact</source>
            <translation>Der er to versioner af kontakten</translation>
        </message>
        <message>
            <source>There are two versions of this note</source>
            <translation>Der er to versioner af samme notat</translation>
        </message>
        <message>
            <source>Your colleague's version</source>
            <translation>Kollegaens version</translation>
        </message>
        <message>
            <source>Your version</source>
            <translation>Din version</translation>
        </message>
    </context>
    <context>
        <name>Conflicts</name>
        <message numerus="yes">
            <source>%n character(s) too many.</source>
            <translation>
                <numerusform>%n tegn for meget.</numerusform>
                <numerusform>%n tegn for meget.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n contact(s)</source>
            <translation>
                <numerusform>%n kontakt</numerusform>
                <numerusform>%n kontakter</numerusform>
            </translation>
        </message>
        <message>
            <source>Age band</source>
            <translation>Aldersgruppe</translation>
        </message>
        <message>
            <source>Arose {when}</source>
            <translation>Opstod {when}</translation>
        </message>
        <message>
            <source>Both versions stay in the history.</source>
            <translation>De to versioner bliver i historikken.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuller</translation>
        </message>
        <message>
            <source>Case owner</source>
            <translation>Tovholder</translation>
        </message>
        <message>
            <source>Case owner: {name}</source>
            <translation>Tovholder: {name}</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>Kontaktform</translation>
        </message>
        <message>
            <source>Choose what applies. The other version stays in the history.</source>
            <translation>Vælg, hvad der skal gælde. Du kan se den anden version i historikken.</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Lukket</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Dato</translation>
        </message>
        <message>
            <source>Decide later</source>
            <translation>Tag stilling senere</translation>
        </message>
        <message>
            <source>Delete it after all</source>
            <translation>Slet alligevel</translation>
        </message>
        <message>
            <source>Deleted</source>
            <translation>Slettet</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Boligafdeling</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>Forskel</translation>
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
            <source>Due date</source>
            <translation>Frist</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>Tomt</translation>
        </message>
        <message>
            <source>Focus area</source>
            <translation>Indsatsområde</translation>
        </message>
        <message>
            <source>Focus areas</source>
            <translation>Indsatsområder</translation>
        </message>
        <message>
            <source>From you</source>
            <translation>Fra dig</translation>
        </message>
        <message>
            <source>From {name}</source>
            <translation>Fra {name}</translation>
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
            <source>Interpreter</source>
            <translation>Tolk</translation>
        </message>
        <message>
            <source>It holds: {fields}</source>
            <translation>Den indeholder: {fields}</translation>
        </message>
        <message>
            <source>It was deleted on another computer, but somebody changed it. It is kept until someone decides.</source>
            <translation>Den blev slettet på en anden computer, men nogen har ændret den. Den er bevaret, til nogen har taget stilling.</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>Behold begge</translation>
        </message>
        <message>
            <source>Keep colleague's</source>
            <translation>Behold kollegaens</translation>
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
            <source>Keep the one in force</source>
            <translation>Behold den gældende</translation>
        </message>
        <message>
            <source>Keep the other</source>
            <translation>Behold den anden</translation>
        </message>
        <message>
            <source>Kept, with the changes</source>
            <translation>Bevaret med ændringerne</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>Kind of note</source>
            <translation>Notattype</translation>
        </message>
        <message>
            <source>Known as</source>
            <translation>Kaldenavn</translation>
        </message>
        <message>
            <source>Merge the texts yourself</source>
            <translation>Flet teksterne selv</translation>
        </message>
        <message>
            <source>Merge yourself</source>
            <translation>Flet selv</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Navn</translation>
        </message>
        <message>
            <source>Name and address protection</source>
            <translation>Navne- og adressebeskyttelse</translation>
        </message>
        <message>
            <source>Name is known</source>
            <translation>Navnet er kendt</translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>Nyest</translation>
        </message>
        <message>
            <source>Next conflict</source>
            <translation>Næste konflikt</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>Næste skridt</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Nej</translation>
        </message>
        <message>
            <source>No conflicts</source>
            <translation>Der er ingen konflikter</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notat</translation>
        </message>
        <message>
            <source>Nothing is lost.</source>
            <translation>Intet går tabt.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Åben</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Udfald</translation>
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
            <source>Previous conflict</source>
            <translation>Forrige konflikt</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioritet</translation>
        </message>
        <message>
            <source>Responsible</source>
            <translation>Ansvarlig</translation>
        </message>
        <message>
            <source>Save the choice</source>
            <translation>Gem valget</translation>
        </message>
        <message>
            <source>Save the merged text</source>
            <translation>Gem den fælles tekst</translation>
        </message>
        <message>
            <source>Stairwell</source>
            <translation>Opgang</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>The conflict is settled</source>
            <translation>Konflikten er afgjort</translation>
        </message>
        <message>
            <source>The draft is saved. Both versions stay in the history.</source>
            <translation>Kladden er gemt. De to versioner bliver i historikken.</translation>
        </message>
        <message>
            <source>The merged text</source>
            <translation>Den fælles tekst</translation>
        </message>
        <message>
            <source>The other version</source>
            <translation>Den anden version</translation>
        </message>
        <message>
            <source>The record</source>
            <translation>Oplysningen</translation>
        </message>
        <message>
            <source>The rest is equal or your own</source>
            <translation>Resten er ens eller dit eget</translation>
        </message>
        <message>
            <source>The same in both: {fields}</source>
            <translation>Ens i begge: {fields}</translation>
        </message>
        <message>
            <source>The two versions</source>
            <translation>De to versioner</translation>
        </message>
        <message>
            <source>The version in force</source>
            <translation>Den gældende version</translation>
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
            <source>There are two versions of the same note</source>
            <translation>Der er to versioner af samme notat</translation>
        </message>
        <message>
            <source>There are two versions of the same record</source>
            <translation>Der er to versioner af samme oplysning</translation>
        </message>
        <message>
            <source>There are two versions of the same remark</source>
            <translation>Der er to versioner af samme bemærkning</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Tidspunkt</translation>
        </message>
        <message>
            <source>Told what we keep</source>
            <translation>Oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>Ukendt</translation>
        </message>
        <message>
            <source>When two people changed the same thing without a network, both versions are kept here
until somebody chooses. Nothing is lost meanwhile.</source>
            <translation>Når to har ændret det samme uden net, ligger begge versioner her,
indtil nogen vælger. Intet går tabt imens.</translation>
        </message>
        <message>
            <source>Whom it is about</source>
            <translation>Hvem det handler om</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Ja</translation>
        </message>
        <message>
            <source>Your colleague's version</source>
            <translation>Kollegaens version</translation>
        </message>
        <message>
            <source>Your version</source>
            <translation>Din version</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>Din</translation>
        </message>
        <message>
            <source>{name} is told what you choose. Nothing is lost.</source>
            <translation>{name} får besked om, hvad du vælger. Intet går tabt.</translation>
        </message>
        <message>
            <source>{name}: {text} Differs: {words}</source>
            <translation>{name}: {text} Forskel: {words}</translation>
        </message>
        <message>
            <source>{number} of {count}</source>
            <translation>{number} af {count}</translation>
        </message>
    </context>
    <context>
        <name>ContactActs</name>
        <message numerus="yes">
            <source>%n record(s) moved</source>
            <translation>
                <numerusform>%n post er flyttet</numerusform>
                <numerusform>%n poster er flyttet</numerusform>
            </translation>
        </message>
        <message>
            <source>The contact is deleted</source>
            <translation>Kontakten er slettet</translation>
        </message>
        <message>
            <source>The note is deleted</source>
            <translation>Notatet er slettet</translation>
        </message>
        <message>
            <source>The versions are settled</source>
            <translation>Versionerne er afgjort</translation>
        </message>
    </context>
    <context>
        <name>ContactDetail</name>
        <message>
            <source>A newer version of the program wrote this. You can read it; update to change it.</source>
            <translation>En nyere version af programmet har skrevet dette. Du kan læse det; opdater for at rette det.</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>Aftaler</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alt</translation>
        </message>
        <message>
            <source>All areas</source>
            <translation>Alle områder</translation>
        </message>
        <message>
            <source>Choose a contact</source>
            <translation>Vælg en kontakt</translation>
        </message>
        <message>
            <source>Filter by area</source>
            <translation>Filtrer efter område</translation>
        </message>
        <message>
            <source>Follow-ups</source>
            <translation>Opfølgninger</translation>
        </message>
        <message>
            <source>Here you see what happened
and what you have agreed.</source>
            <translation>Her ser du, hvad der er sket,
og hvad I har aftalt.</translation>
        </message>
        <message>
            <source>New note</source>
            <translation>Nyt notat</translation>
        </message>
        <message>
            <source>No notes yet</source>
            <translation>Der er ingen notater endnu</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notater</translation>
        </message>
        <message>
            <source>Parts of this contact</source>
            <translation>Kontaktens sider</translation>
        </message>
        <message>
            <source>Show older</source>
            <translation>Vis ældre</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Tidslinje</translation>
        </message>
        <message>
            <source>Write down what you saw, heard and agreed.</source>
            <translation>Skriv, hvad du har set og hørt, og hvad I har aftalt.</translation>
        </message>
    </context>
    <context>
        <name>ContactForm</name>
        <message>
            <source>15-17: consider whether the resident can consent themselves.</source>
            <translation>15-17 år: Vurder, om beboeren selv kan give samtykke.</translation>
        </message>
        <message>
            <source>Age band</source>
            <translation>Aldersgruppe</translation>
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
            <source>Channel</source>
            <translation>Kontaktform</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Vælg</translation>
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
            <source>Department</source>
            <translation>Boligafdeling</translation>
        </message>
        <message>
            <source>Does not want to be registered</source>
            <translation>Vil ikke registreres</translation>
        </message>
        <message>
            <source>Edit contact</source>
            <translation>Rediger kontakt</translation>
        </message>
        <message>
            <source>Focus area</source>
            <translation>Indsatsområde</translation>
        </message>
        <message>
            <source>I only know what they are called</source>
            <translation>Jeg kender kun kaldenavnet</translation>
        </message>
        <message>
            <source>Me</source>
            <translation>Mig</translation>
        </message>
        <message>
            <source>Name and address protection</source>
            <translation>Navne- og adressebeskyttelse</translation>
        </message>
        <message>
            <source>Name or known as</source>
            <translation>Navn eller kaldenavn</translation>
        </message>
        <message>
            <source>Needs interpreter</source>
            <translation>Behov for tolk</translation>
        </message>
        <message>
            <source>New contact</source>
            <translation>Ny kontakt</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Nej</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Ukendt</translation>
        </message>
        <message>
            <source>Nothing is kept about the resident</source>
            <translation>Der er ikke gemt noget om beboeren</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Telefon</translation>
        </message>
        <message>
            <source>Remove the CPR number before you save.</source>
            <translation>Fjern cpr-nummeret, før du gemmer.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Gem</translation>
        </message>
        <message>
            <source>Stairwell</source>
            <translation>Opgang</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Begynd forfra</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>The contact is changed</source>
            <translation>Kontakten er ændret</translation>
        </message>
        <message>
            <source>The contact is created</source>
            <translation>Kontakten er oprettet</translation>
        </message>
        <message>
            <source>The draft is deleted</source>
            <translation>Kladden er slettet</translation>
        </message>
        <message>
            <source>The draft is saved</source>
            <translation>Kladden er gemt</translation>
        </message>
        <message>
            <source>The resident has been told what we keep</source>
            <translation>Beboeren er oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>What they are called is enough. No CPR number.</source>
            <translation>Et kaldenavn er nok. Skriv ikke cpr-nummer.</translation>
        </message>
        <message>
            <source>Write a name, or what they are called.</source>
            <translation>Skriv et navn eller et kaldenavn.</translation>
        </message>
        <message>
            <source>You wrote this {when}. Go on where you left off.</source>
            <translation>Det her skrev du {when}. Fortsæt, hvor du slap.</translation>
        </message>
    </context>
    <context>
        <name>ContactHeader</name>
        <message>
            <source>Back to the list</source>
            <translation>Tilbage til listen</translation>
        </message>
        <message>
            <source>Case owner: {name}</source>
            <translation>Tovholder: {name}</translation>
        </message>
        <message>
            <source>Changed {day} by {name}</source>
            <translation>Ændret {day} af {name}</translation>
        </message>
        <message>
            <source>More about this contact</source>
            <translation>Mere om kontakten</translation>
        </message>
        <message>
            <source>New note</source>
            <translation>Nyt notat</translation>
        </message>
        <message>
            <source>Not told what we keep</source>
            <translation>Ikke oplyst om, hvad vi gemmer</translation>
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
            <source>The server did not take it</source>
            <translation>Serveren tog ikke imod</translation>
        </message>
        <message>
            <source>Told what we keep {day}</source>
            <translation>Oplyst {day}</translation>
        </message>
        <message>
            <source>interpreter: {language}</source>
            <translation>tolk: {language}</translation>
        </message>
        <message>
            <source>known as {name}</source>
            <translation>kaldes {name}</translation>
        </message>
        <message>
            <source>protected address</source>
            <translation>adressebeskyttet</translation>
        </message>
        <message>
            <source>somebody</source>
            <translation>nogen</translation>
        </message>
        <message>
            <source>stairwell {name}</source>
            <translation>opgang {name}</translation>
        </message>
    </context>
    <context>
        <name>ContactMenu</name>
        <message>
            <source>Copy the phone number</source>
            <translation>Kopiér telefonnummeret</translation>
        </message>
        <message>
            <source>Delete contact</source>
            <translation>Slet kontakten</translation>
        </message>
        <message>
            <source>Delete everywhere …</source>
            <translation>Slet overalt …</translation>
        </message>
        <message>
            <source>Earlier versions …</source>
            <translation>Tidligere versioner …</translation>
        </message>
        <message>
            <source>Edit contact</source>
            <translation>Rediger kontakt</translation>
        </message>
        <message>
            <source>Move to another space …</source>
            <translation>Flyt til et andet rum …</translation>
        </message>
        <message>
            <source>Plan next step</source>
            <translation>Planlæg næste skridt</translation>
        </message>
        <message>
            <source>Shielded: only {name} and the leads</source>
            <translation>Beskyttet: kun {name} og lederne</translation>
        </message>
        <message>
            <source>The team</source>
            <translation>Holdet</translation>
        </message>
        <message>
            <source>There is no other space for you</source>
            <translation>Der er ikke et andet rum til dig</translation>
        </message>
    </context>
    <context>
        <name>ContactRow</name>
        <message numerus="yes">
            <source>%n day(s) over</source>
            <translation>
                <numerusform>%n dag over</numerusform>
                <numerusform>%n dage over</numerusform>
            </translation>
        </message>
        <message>
            <source>No next step</source>
            <translation>Intet næste skridt</translation>
        </message>
        <message>
            <source>Not told what we keep</source>
            <translation>Ikke oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>Two versions of the contact</source>
            <translation>To versioner af kontakten</translation>
        </message>
        <message>
            <source>last contact {day}</source>
            <translation>senest talt med {day}</translation>
        </message>
        <message>
            <source>waiting to be sent</source>
            <translation>venter på at blive sendt</translation>
        </message>
        <message>
            <source>{due}: {step}</source>
            <translation>{due}: {step}</translation>
        </message>
    </context>
    <context>
        <name>Contacts</name>
        <message numerus="yes">
            <source>%n contact(s)</source>
            <translation>
                <numerusform>%n kontakt</numerusform>
                <numerusform>%n kontakter</numerusform>
            </translation>
        </message>
        <message>
            <source>All areas</source>
            <translation>Alle områder</translation>
        </message>
        <message>
            <source>All departments</source>
            <translation>Alle afdelinger</translation>
        </message>
        <message>
            <source>Any status</source>
            <translation>Alle statusser</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Område</translation>
        </message>
        <message>
            <source>By name</source>
            <translation>Efter navn</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Ryd filtre</translation>
        </message>
        <message>
            <source>Contacts</source>
            <translation>Kontakter</translation>
        </message>
        <message>
            <source>Create the first one
once you have talked with a resident.</source>
            <translation>Opret den første,
når du har talt med en beboer.</translation>
        </message>
        <message>
            <source>Create “{name}”</source>
            <translation>Opret ”{name}”</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Boligafdeling</translation>
        </message>
        <message>
            <source>Last contact first</source>
            <translation>Senest talt med først</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>More filters</source>
            <translation>Flere filtre</translation>
        </message>
        <message>
            <source>Name, known as, stairwell …</source>
            <translation>Navn, kaldenavn, opgang …</translation>
        </message>
        <message>
            <source>New contact</source>
            <translation>Ny kontakt</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>Nyeste først</translation>
        </message>
        <message>
            <source>Next step first</source>
            <translation>Næste skridt først</translation>
        </message>
        <message>
            <source>No contacts yet</source>
            <translation>Du har ingen kontakter endnu</translation>
        </message>
        <message>
            <source>No results</source>
            <translation>Ingen resultater</translation>
        </message>
        <message>
            <source>None of the contacts are yours</source>
            <translation>Ingen af kontakterne er dine</translation>
        </message>
        <message>
            <source>Not told what we keep</source>
            <translation>Ikke oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Rækkefølge</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>Overskredet</translation>
        </message>
        <message>
            <source>Search contacts</source>
            <translation>Søg i kontakter</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Vis alle</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Try another word,
or clear the filters.</source>
            <translation>Prøv et andet ord,
eller ryd filtrene.</translation>
        </message>
        <message>
            <source>You become case owner
of those whom you create.</source>
            <translation>Du bliver tovholder for dem,
du opretter.</translation>
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
            <source>next step first</source>
            <translation>næste skridt først</translation>
        </message>
    </context>
    <context>
        <name>DateField</name>
        <message>
            <source>Calendar</source>
            <translation>Kalender</translation>
        </message>
        <message>
            <source>Month after</source>
            <translation>Næste måned</translation>
        </message>
        <message>
            <source>Month before</source>
            <translation>Forrige måned</translation>
        </message>
        <message>
            <source>Open the calendar</source>
            <translation>Åbn kalenderen</translation>
        </message>
    </context>
    <context>
        <name>Days</name>
        <message numerus="yes">
            <source>%n day(s) overdue</source>
            <translation>
                <numerusform>%n dag over fristen</numerusform>
                <numerusform>%n dage over fristen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min. ago</source>
            <translation>
                <numerusform>for %n min. siden</numerusform>
                <numerusform>for %n min. siden</numerusform>
            </translation>
        </message>
        <message>
            <source>Good afternoon</source>
            <translation>God eftermiddag</translation>
        </message>
        <message>
            <source>Good day</source>
            <translation>Goddag</translation>
        </message>
        <message>
            <source>Good evening</source>
            <translation>God aften</translation>
        </message>
        <message>
            <source>Good morning</source>
            <translation>Godmorgen</translation>
        </message>
        <message>
            <source>H:mm</source>
            <comment>pattern of QLocale for a time of day</comment>
            <translation>H.mm</translation>
        </message>
        <message>
            <source>Hello</source>
            <translation>Hej</translation>
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
            <source>just now</source>
            <translation>lige nu</translation>
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
            <source>week {number}</source>
            <translation>uge {number}</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>i går</translation>
        </message>
        <message>
            <source>{day} at {time}</source>
            <translation>{day} kl. {time}</translation>
        </message>
        <message>
            <source>{greeting}, {name}</source>
            <translation>{greeting}, {name}</translation>
        </message>
    </context>
    <context>
        <name>Desktop</name>
        <message>
            <source>Locking …</source>
            <translation>Låser …</translation>
        </message>
        <message>
            <source>Removing the practice data …</source>
            <translation>Fjerner øvedata …</translation>
        </message>
        <message>
            <source>The disk of this computer is not encrypted, and your organisation does not allow the program on such a computer. Ask IT to encrypt the disk.</source>
            <translation>Disken i denne computer er ikke krypteret, og din organisation tillader ikke programmet på sådan en computer. Bed it om at kryptere disken.</translation>
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
            <source>It is someone else</source>
            <translation>Det er en anden</translation>
        </message>
        <message>
            <source>Open {name}</source>
            <translation>Åbn {name}</translation>
        </message>
        <message>
            <source>The name is similar.</source>
            <translation>Navnet ligner.</translation>
        </message>
        <message>
            <source>The name is the same.</source>
            <translation>Navnet er det samme.</translation>
        </message>
        <message>
            <source>The phone number is the same.</source>
            <translation>Telefonnummeret er det samme.</translation>
        </message>
        <message>
            <source>This contact may already exist</source>
            <translation>Kontakten findes måske allerede</translation>
        </message>
    </context>
    <context>
        <name>Erase</name>
        <message numerus="yes">
            <source>%n follow-up(s)</source>
            <translation>
                <numerusform>%n opfølgning</numerusform>
                <numerusform>%n opfølgninger</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n note(s)</source>
            <translation>
                <numerusform>%n notat</numerusform>
                <numerusform>%n notater</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n note(s) stay: they are about others too.</source>
            <translation>
                <numerusform>%n notat bliver: Det handler også om andre.</numerusform>
                <numerusform>%n notater bliver: De handler også om andre.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) are deleted everywhere</source>
            <translation>
                <numerusform>%n post slettes overalt</numerusform>
                <numerusform>%n poster slettes overalt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s)</source>
            <translation>
                <numerusform>%n bemærkning</numerusform>
                <numerusform>%n bemærkninger</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete everywhere</source>
            <translation>Slet overalt</translation>
        </message>
        <message>
            <source>It is deleted on the server and on your colleagues' computers too. It cannot be undone.</source>
            <translation>Sletningen gælder også serveren og kollegernes computere. Den kan ikke fortrydes.</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lad det være</translation>
        </message>
        <message>
            <source>So many at once need the server: you must be online.</source>
            <translation>Så mange på én gang kræver serveren: Du skal være på nettet.</translation>
        </message>
        <message>
            <source>This is deleted</source>
            <translation>Det her slettes</translation>
        </message>
        <message>
            <source>Whoever had it on their computer is told that you deleted it, and when. A computer that never comes online again keeps what it has, encrypted.</source>
            <translation>Alle, der havde det på deres computer, får besked om, at du slettede det, og hvornår. En computer, der aldrig kommer på nettet igen, beholder det, den har, krypteret.</translation>
        </message>
        <message>
            <source>the contact</source>
            <translation>kontakten</translation>
        </message>
        <message>
            <source>the note</source>
            <translation>notatet</translation>
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
            <source>Date</source>
            <translation>Dato</translation>
        </message>
        <message>
            <source>Due date</source>
            <translation>Frist</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Felt</translation>
        </message>
        <message>
            <source>Name or known as</source>
            <translation>Navn eller kaldenavn</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>Næste skridt</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>Organisation</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Telefon</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Begrundelse</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rolle</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Tidspunkt</translation>
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
            <source>Why</source>
            <translation>Hvorfor</translation>
        </message>
    </context>
    <context>
        <name>FirstStart</name>
        <message numerus="yes">
            <source>%n character(s) missing.</source>
            <translation>
                <numerusform>Der mangler %n tegn.</numerusform>
                <numerusform>Der mangler %n tegn.</numerusform>
            </translation>
        </message>
        <message>
            <source>A moment …</source>
            <translation>Et øjeblik …</translation>
        </message>
        <message>
            <source>Address of the server</source>
            <translation>Serverens adresse</translation>
        </message>
        <message>
            <source>All people in it are invented.</source>
            <translation>Alle mennesker i den er opdigtede.</translation>
        </message>
        <message>
            <source>Approval</source>
            <translation>Godkendelse</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Tilbage</translation>
        </message>
        <message>
            <source>Choose a stronger passphrase.</source>
            <translation>Vælg en stærkere adgangskode.</translation>
        </message>
        <message>
            <source>Choose your passphrase</source>
            <translation>Vælg din adgangskode</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Fortsæt</translation>
        </message>
        <message>
            <source>Everything you write is encrypted on this computer.</source>
            <translation>Alt, du skriver, bliver krypteret på denne computer.</translation>
        </message>
        <message>
            <source>Fill in all fields.</source>
            <translation>Udfyld alle felter.</translation>
        </message>
        <message>
            <source>Found a new organisation</source>
            <translation>Opret en ny organisation</translation>
        </message>
        <message>
            <source>Founding code</source>
            <translation>Oprettelseskode</translation>
        </message>
        <message>
            <source>Hard to guess.</source>
            <translation>Svær at gætte.</translation>
        </message>
        <message>
            <source>How do you want to begin on this computer?</source>
            <translation>Hvordan vil du begynde på denne computer?</translation>
        </message>
        <message>
            <source>I have an invitation code</source>
            <translation>Jeg har en invitationskode</translation>
        </message>
        <message>
            <source>I have written both lines down and checked them</source>
            <translation>Jeg har skrevet begge linjer ned og kontrolleret dem</translation>
        </message>
        <message>
            <source>IT has started the server and given you a founding code.</source>
            <translation>It har startet serveren og givet dig en oprettelseskode.</translation>
        </message>
        <message>
            <source>Invitation code</source>
            <translation>Invitationskode</translation>
        </message>
        <message>
            <source>It follows a sequence.</source>
            <translation>Den følger en rækkefølge.</translation>
        </message>
        <message>
            <source>It follows the keyboard.</source>
            <translation>Den følger tastaturet.</translation>
        </message>
        <message>
            <source>It is easy to guess.</source>
            <translation>Den er let at gætte.</translation>
        </message>
        <message>
            <source>It is named after the program or the place.</source>
            <translation>Den ligner programmets eller stedets navn.</translation>
        </message>
        <message>
            <source>It is too short.</source>
            <translation>Den er for kort.</translation>
        </message>
        <message>
            <source>It locks everything on this computer. Nobody can see or reset it. If you forget it, your lead can invite you again, but nobody can open notes that you have not sent.</source>
            <translation>Den låser alt på denne computer. Ingen kan se den eller nulstille den. Glemmer du den, kan din leder invitere dig igen, men notater, du ikke har sendt, kan ingen åbne.</translation>
        </message>
        <message>
            <source>It repeats itself.</source>
            <translation>Den gentager sig selv.</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Se efter igen</translation>
        </message>
        <message>
            <source>Many people use it.</source>
            <translation>Mange bruger den.</translation>
        </message>
        <message>
            <source>Name of the organisation</source>
            <translation>Organisationens navn</translation>
        </message>
        <message>
            <source>Name of this computer</source>
            <translation>Computerens navn</translation>
        </message>
        <message>
            <source>New proposal</source>
            <translation>Nyt forslag</translation>
        </message>
        <message>
            <source>Nobody has time to guess five random words.</source>
            <translation>Fem tilfældige ord kan ingen nå at gætte.</translation>
        </message>
        <message>
            <source>Only you can unlock it</source>
            <translation>Kun du kan låse den op</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>Organisation</translation>
        </message>
        <message>
            <source>Practice</source>
            <translation>Øvedata</translation>
        </message>
        <message>
            <source>Practise in an invented town. Nothing is sent, and you can delete it all.</source>
            <translation>Øv dig i en opdigtet by. Intet bliver sendt, og du kan slette alt igen.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fremdrift</translation>
        </message>
        <message>
            <source>Proposal: five random words</source>
            <translation>Forslag: fem tilfældige ord</translation>
        </message>
        <message>
            <source>Recovery sheet</source>
            <translation>Gendannelsesark</translation>
        </message>
        <message>
            <source>Repeat the passphrase</source>
            <translation>Gentag adgangskoden</translation>
        </message>
        <message>
            <source>Small letters and spaces are fine. You can also paste the whole code.</source>
            <translation>Små bogstaver og mellemrum er i orden. Du kan også indsætte hele koden på én gang.</translation>
        </message>
        <message>
            <source>Tell your lead that you are ready. It is quicker than waiting.</source>
            <translation>Sig til din leder, at du er klar. Det er hurtigere end at vente.</translation>
        </message>
        <message>
            <source>The address of the server is missing.</source>
            <translation>Serverens adresse mangler.</translation>
        </message>
        <message>
            <source>The code is right</source>
            <translation>Koden er rigtig</translation>
        </message>
        <message>
            <source>The code works once and for two days at most. After five wrong tries it expires.</source>
            <translation>Koden gælder én gang og i højst to døgn. Efter fem forkerte forsøg udløber den.</translation>
        </message>
        <message>
            <source>The computer is locked with your passphrase</source>
            <translation>Computeren er låst med din adgangskode</translation>
        </message>
        <message>
            <source>The practice town is being built</source>
            <translation>Øvebyen bliver bygget</translation>
        </message>
        <message>
            <source>The server knows this computer</source>
            <translation>Serveren kender computeren</translation>
        </message>
        <message>
            <source>The two are not the same.</source>
            <translation>De to er ikke ens.</translation>
        </message>
        <message>
            <source>Try with practice data</source>
            <translation>Prøv med øvedata</translation>
        </message>
        <message>
            <source>Type the rest of the passphrase again.</source>
            <translation>Skriv resten af adgangskoden igen.</translation>
        </message>
        <message>
            <source>Type your invitation code</source>
            <translation>Skriv din invitationskode</translation>
        </message>
        <message>
            <source>Use the proposal</source>
            <translation>Brug forslaget</translation>
        </message>
        <message>
            <source>Use the proposal, or write your own: five words or 15 characters</source>
            <translation>Brug forslaget, eller skriv din egen: fem ord eller 15 tegn</translation>
        </message>
        <message>
            <source>Waiting for your lead</source>
            <translation>Venter på din leder</translation>
        </message>
        <message>
            <source>Welcome to Helhedsplan</source>
            <translation>Velkommen til Helhedsplan</translation>
        </message>
        <message>
            <source>With these two lines the organisation can be recovered if every lead loses access. Write them on paper and lock the paper away. They are shown only now.</source>
            <translation>Med de to linjer kan organisationen gendannes, hvis alle ledere mister adgangen. Skriv dem på papir, og lås papiret inde. De bliver kun vist nu.</translation>
        </message>
        <message>
            <source>Write the recovery sheet down</source>
            <translation>Skriv gendannelsesarket ned</translation>
        </message>
        <message>
            <source>Write the two lines down first.</source>
            <translation>Skriv først de to linjer ned.</translation>
        </message>
        <message>
            <source>You are a lead and have a founding code for the server.</source>
            <translation>Du er leder og har fået en oprettelseskode til serveren.</translation>
        </message>
        <message>
            <source>You can close the program meanwhile. We fetch the rest next time you are online.</source>
            <translation>Du kan lukke programmet imens. Vi henter resten, næste gang du er på nettet.</translation>
        </message>
        <message>
            <source>Your lead has given you a code of 30 characters. You must be online.</source>
            <translation>Din leder har givet dig en kode på 30 tegn. Du skal være på nettet.</translation>
        </message>
        <message>
            <source>Your lead has shown it, read it aloud or given it to you on paper.</source>
            <translation>Din leder har vist dig den, læst den højt eller givet dig den på papir.</translation>
        </message>
        <message>
            <source>Your lead must approve this computer</source>
            <translation>Din leder skal godkende computeren</translation>
        </message>
        <message>
            <source>Your lead sees this computer under People and access</source>
            <translation>Din leder kan se computeren under Hold og adgang</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Dit navn</translation>
        </message>
        <message>
            <source>Your passphrase</source>
            <translation>Din adgangskode</translation>
        </message>
        <message>
            <source>Your title</source>
            <translation>Din titel</translation>
        </message>
        <message>
            <source>{n} of {all} characters</source>
            <translation>{n} af {all} tegn</translation>
        </message>
    </context>
    <context>
        <name>FollowUps</name>
        <message>
            <source>A follow-up is the next step that you promised a resident.
Write it at once, and the program reminds you, also without a network.</source>
            <translation>En opfølgning er det næste skridt, du har lovet en beboer.
Skriv den med det samme, så minder programmet dig om den, også uden net.</translation>
        </message>
        <message>
            <source>Choose a day …</source>
            <translation>Vælg dato …</translation>
        </message>
        <message>
            <source>Choose a day.</source>
            <translation>Vælg en dag.</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Kassér</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Udført</translation>
        </message>
        <message>
            <source>Done, due {day}</source>
            <translation>Udført, frist {day}</translation>
        </message>
        <message>
            <source>Dropped</source>
            <translation>Bortfaldet</translation>
        </message>
        <message>
            <source>Falls away because</source>
            <translation>Bortfalder, fordi</translation>
        </message>
        <message>
            <source>Focus area</source>
            <translation>Indsatsområde</translation>
        </message>
        <message>
            <source>Follow-ups</source>
            <translation>Opfølgninger</translation>
        </message>
        <message>
            <source>For instance: call about the letter</source>
            <translation>For eksempel: ring om brevet</translation>
        </message>
        <message>
            <source>Hand over to colleague</source>
            <translation>Overdrag til kollega</translation>
        </message>
        <message>
            <source>Handed over to {name}</source>
            <translation>Overdraget til {name}</translation>
        </message>
        <message>
            <source>Hidden</source>
            <translation>Skjult</translation>
        </message>
        <message numerus="yes">
            <source>In %n days</source>
            <translation>
                <numerusform>Om %n dage</numerusform>
                <numerusform>Om %n dage</numerusform>
            </translation>
        </message>
        <message>
            <source>In the last seven days</source>
            <translation>De sidste syv dage</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Senere</translation>
        </message>
        <message>
            <source>Mark as done</source>
            <translation>Marker som udført</translation>
        </message>
        <message>
            <source>Me</source>
            <translation>Mig</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>Monday</source>
            <translation>Mandag</translation>
        </message>
        <message>
            <source>No follow-ups</source>
            <translation>Der er ingen opfølgninger</translation>
        </message>
        <message>
            <source>No longer relevant</source>
            <translation>Ikke længere aktuelt</translation>
        </message>
        <message>
            <source>Nothing was done in the last seven days</source>
            <translation>Der er ikke udført noget de sidste syv dage</translation>
        </message>
        <message>
            <source>Open the contact</source>
            <translation>Åbn kontakten</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>Overskredet</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Planlæg</translation>
        </message>
        <message>
            <source>Plan follow-up</source>
            <translation>Planlæg opfølgning</translation>
        </message>
        <message>
            <source>Postpone</source>
            <translation>Udsæt</translation>
        </message>
        <message>
            <source>Postponed to {day}</source>
            <translation>Udskudt til {day}</translation>
        </message>
        <message>
            <source>Question from a lead</source>
            <translation>Spørgsmål fra en leder</translation>
        </message>
        <message>
            <source>Quick note</source>
            <translation>Hurtigt notat</translation>
        </message>
        <message>
            <source>Solved in another way</source>
            <translation>Løst på en anden måde</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Mellemrum</translation>
        </message>
        <message>
            <source>That is no day. Write it as 12/3.</source>
            <translation>Det er ikke en dato. Skriv den som 12/3.</translation>
        </message>
        <message>
            <source>The draft is saved</source>
            <translation>Kladden er gemt</translation>
        </message>
        <message>
            <source>The follow-up is done</source>
            <translation>Opfølgningen er udført</translation>
        </message>
        <message>
            <source>The follow-up is dropped</source>
            <translation>Opfølgningen er bortfaldet</translation>
        </message>
        <message>
            <source>The follow-up is planned</source>
            <translation>Opfølgningen er planlagt</translation>
        </message>
        <message>
            <source>The resident does not want it</source>
            <translation>Beboeren ønsker det ikke</translation>
        </message>
        <message>
            <source>The team's</source>
            <translation>Holdets</translation>
        </message>
        <message>
            <source>There is no colleague yet</source>
            <translation>Der er ingen kolleger endnu</translation>
        </message>
        <message>
            <source>This week</source>
            <translation>Denne uge</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>I dag</translation>
        </message>
        <message>
            <source>Type a name</source>
            <translation>Skriv et navn</translation>
        </message>
        <message>
            <source>What will you do?</source>
            <translation>Hvad skal du gøre?</translation>
        </message>
        <message>
            <source>What you mark as done stands here for a week.</source>
            <translation>Det, du markerer som udført, står her i en uge.</translation>
        </message>
        <message>
            <source>When?</source>
            <translation>Hvornår?</translation>
        </message>
        <message>
            <source>Who will do it?</source>
            <translation>Hvem gør det?</translation>
        </message>
        <message>
            <source>Whom is it about?</source>
            <translation>Hvem handler det om?</translation>
        </message>
        <message>
            <source>Whose follow-ups</source>
            <translation>Hvis opfølgninger</translation>
        </message>
        <message>
            <source>Write what you will do.</source>
            <translation>Skriv, hvad du skal gøre.</translation>
        </message>
        <message>
            <source>done</source>
            <translation>udfører</translation>
        </message>
        <message>
            <source>hand over</source>
            <translation>overdrager</translation>
        </message>
        <message>
            <source>open the contact</source>
            <translation>åbner kontakten</translation>
        </message>
        <message>
            <source>postpone</source>
            <translation>udsætter</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Close; the draft is kept</source>
            <translation>Luk – kladden bliver gemt</translation>
        </message>
        <message>
            <source>Conflicts</source>
            <translation>Konflikter</translation>
        </message>
        <message>
            <source>Forgotten your passphrase? Your lead can invite you again. Nothing is wiped.</source>
            <translation>Glemt adgangskode? Din leder kan invitere dig igen. Intet bliver slettet.</translation>
        </message>
        <message>
            <source>Go to a page</source>
            <translation>Gå til en side</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hjælp</translation>
        </message>
        <message>
            <source>Hide from others</source>
            <translation>Skjul for andre</translation>
        </message>
        <message>
            <source>How syncing stands</source>
            <translation>Hvor langt synkroniseringen er</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Taster</translation>
        </message>
        <message>
            <source>Larger and smaller text</source>
            <translation>Større og mindre tekst</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Lås nu</translation>
        </message>
        <message>
            <source>Lost the computer? Tell your lead at once, so that its access can be closed.</source>
            <translation>Mistet computeren? Sig det straks til din leder, så adgangen kan blive lukket.</translation>
        </message>
        <message>
            <source>New contact</source>
            <translation>Ny kontakt</translation>
        </message>
        <message>
            <source>Next region</source>
            <translation>Næste område</translation>
        </message>
        <message>
            <source>No network? Keep working. Everything is saved on this computer and sent later.</source>
            <translation>Intet netværk? Arbejd bare videre. Alt bliver gemt på computeren og sendt senere.</translation>
        </message>
        <message>
            <source>Quick note</source>
            <translation>Hurtigt notat</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Gem</translation>
        </message>
        <message>
            <source>Search everything</source>
            <translation>Søg i alt</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Synkroniser nu</translation>
        </message>
        <message>
            <source>This page</source>
            <translation>Denne side</translation>
        </message>
        <message>
            <source>Two versions of the same thing? Both are kept until somebody decides.</source>
            <translation>To versioner af det samme? Begge bliver gemt, til nogen har taget stilling.</translation>
        </message>
        <message>
            <source>Undo what was just done</source>
            <translation>Fortryd det seneste</translation>
        </message>
        <message>
            <source>Version {version}. Free software under the EUPL 1.2.</source>
            <translation>Version {version}. Fri software under EUPL 1.2.</translation>
        </message>
        <message>
            <source>When something is wrong</source>
            <translation>Når noget driller</translation>
        </message>
        <message>
            <source>Worried about a child?</source>
            <translation>Bekymret for et barn?</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Asking the server …</source>
            <translation>Spørger serveren …</translation>
        </message>
        <message>
            <source>Deleted</source>
            <translation>Slettet</translation>
        </message>
        <message>
            <source>Earlier versions</source>
            <translation>Tidligere versioner</translation>
        </message>
        <message>
            <source>Nothing was changed in the last 90 days.</source>
            <translation>Intet er ændret de seneste 90 dage.</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>Ukendt</translation>
        </message>
    </context>
    <context>
        <name>Members</name>
        <message numerus="yes">
            <source>%n laptop(s) to approve</source>
            <translation>
                <numerusform>%n computer venter på, at du godkender den.</numerusform>
                <numerusform>%n computere venter på, at du godkender dem.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n member(s)</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n personer</numerusform>
            </translation>
        </message>
        <message>
            <source>Approve</source>
            <translation>Godkend</translation>
        </message>
        <message>
            <source>Approve by itself when the code is right</source>
            <translation>Godkend automatisk, når koden er rigtig</translation>
        </message>
        <message>
            <source>Approve {name}</source>
            <translation>Godkend {name}</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Luk</translation>
        </message>
        <message>
            <source>Data protection officer</source>
            <translation>Databeskyttelsesrådgiver</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Færdig</translation>
        </message>
        <message>
            <source>Invite a colleague</source>
            <translation>Inviter en kollega</translation>
        </message>
        <message>
            <source>Invite {name}</source>
            <translation>Inviter {name}</translation>
        </message>
        <message>
            <source>Inviting needs the server of an organisation: not here.</source>
            <translation>Du kan først invitere, når organisationen har en server. Øvebyen har ingen.</translation>
        </message>
        <message>
            <source>Laptop without a name</source>
            <translation>Computer uden navn</translation>
        </message>
        <message numerus="yes">
            <source>Last seen %n day(s) ago</source>
            <translation>
                <numerusform>Sidst set for %n dag siden</numerusform>
                <numerusform>Sidst set for %n dage siden</numerusform>
            </translation>
        </message>
        <message>
            <source>Last seen {when}</source>
            <translation>Sidst set {when}</translation>
        </message>
        <message>
            <source>Make a code</source>
            <translation>Lav en kode</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Navn</translation>
        </message>
        <message>
            <source>Never seen</source>
            <translation>Aldrig set</translation>
        </message>
        <message>
            <source>No laptop yet</source>
            <translation>Ingen computer endnu</translation>
        </message>
        <message>
            <source>Open invitations</source>
            <translation>Åbne invitationer</translation>
        </message>
        <message>
            <source>Open invitations cannot be shown right now.</source>
            <translation>Åbne invitationer kan ikke vises lige nu.</translation>
        </message>
        <message>
            <source>Otherwise you approve the laptop on this page when the code has been used.</source>
            <translation>Ellers godkender du computeren her på siden, når koden er brugt.</translation>
        </message>
        <message>
            <source>People and access</source>
            <translation>Hold og adgang</translation>
        </message>
        <message>
            <source>People and laptops</source>
            <translation>Personer og computere</translation>
        </message>
        <message>
            <source>Read the code aloud, or hand it over on paper. Do not send it by mail or text message.</source>
            <translation>Læs koden højt, eller giv den på papir. Send den ikke på mail eller sms.</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>Læser</translation>
        </message>
        <message>
            <source>Reads and writes contacts and notes of the team.</source>
            <translation>Læser og skriver holdets kontakter og notater.</translation>
        </message>
        <message>
            <source>Reads who looked at what, and no notes.</source>
            <translation>Læser, hvem der har set hvad, men ingen notater.</translation>
        </message>
        <message>
            <source>Reads, and changes nothing.</source>
            <translation>Læser, men ændrer ikke noget.</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rolle</translation>
        </message>
        <message>
            <source>Team lead</source>
            <translation>Teamleder</translation>
        </message>
        <message>
            <source>The code goes by voice or on paper</source>
            <translation>Koden gives mundtligt eller på papir</translation>
        </message>
        <message>
            <source>The invitation is withdrawn</source>
            <translation>Invitationen er trukket tilbage</translation>
        </message>
        <message>
            <source>The laptop comes in by itself when the code is right.</source>
            <translation>Computeren bliver godkendt automatisk, når koden er rigtig.</translation>
        </message>
        <message>
            <source>The laptop could not prove the code. Invite anew.</source>
            <translation>Computeren kunne ikke bevise koden. Invitér igen.</translation>
        </message>
        <message>
            <source>The laptop is approved</source>
            <translation>Computeren er godkendt</translation>
        </message>
        <message>
            <source>The same, and reviews the team's contacts and decides who has access.</source>
            <translation>Det samme, og gennemgår holdets kontakter og bestemmer, hvem der har adgang.</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Prøv igen</translation>
        </message>
        <message>
            <source>Valid once, until {when}</source>
            <translation>Gælder én gang og til {when}</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>Træk tilbage</translation>
        </message>
        <message>
            <source>Withdraw the invitation of {name}</source>
            <translation>Træk invitationen til {name} tilbage</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>Medarbejder</translation>
        </message>
        <message>
            <source>Write the name of your colleague.</source>
            <translation>Skriv din kollegas navn.</translation>
        </message>
        <message>
            <source>You approve the laptop here on this page.</source>
            <translation>Du godkender computeren her på siden.</translation>
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
            <source>the code is valid until {when}</source>
            <translation>koden gælder til {when}</translation>
        </message>
        <message>
            <source>the code was tried wrongly: withdraw it, invite anew</source>
            <translation>koden er prøvet forkert: træk den tilbage, og invitér igen</translation>
        </message>
        <message>
            <source>you</source>
            <translation>dig</translation>
        </message>
        <message>
            <source>{name} opens the program and chooses “I have an invitation code”.</source>
            <translation>{name} åbner programmet og vælger ”Jeg har en invitationskode”.</translation>
        </message>
        <message>
            <source>{name} types the code and chooses a passphrase.</source>
            <translation>{name} skriver koden og vælger sin egen adgangskode.</translation>
        </message>
    </context>
    <context>
        <name>Navigation</name>
        <message>
            <source>Conflicts</source>
            <translation>Konflikter</translation>
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
            <source>Help</source>
            <translation>Hjælp</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Overblik</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Gennemgang</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Indstillinger</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>Synkronisering</translation>
        </message>
        <message>
            <source>Team and access</source>
            <translation>Hold og adgang</translation>
        </message>
    </context>
    <context>
        <name>NextStep</name>
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
        <name>NoteMenu</name>
        <message>
            <source>Add a remark</source>
            <translation>Tilføj en bemærkning</translation>
        </message>
        <message>
            <source>Copy the text</source>
            <translation>Kopiér teksten</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Del</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Slet</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Rediger</translation>
        </message>
        <message>
            <source>Move to another space …</source>
            <translation>Flyt til et andet rum …</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message numerus="yes">
            <source>%n conflict(s)</source>
            <translation>
                <numerusform>%n konflikt</numerusform>
                <numerusform>%n konflikter</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) to resolve</source>
            <translation>
                <numerusform>%n konflikt skal afgøres</numerusform>
                <numerusform>%n konflikter skal afgøres</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s)</source>
            <translation>
                <numerusform>%n kladde</numerusform>
                <numerusform>%n kladder</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s) cannot be read</source>
            <translation>
                <numerusform>%n kladde kan ikke læses</numerusform>
                <numerusform>%n kladder kan ikke læses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n piece(s) of news</source>
            <translation>
                <numerusform>%n nyhed</numerusform>
                <numerusform>%n nyheder</numerusform>
            </translation>
        </message>
        <message>
            <source>A colleague</source>
            <translation>En kollega</translation>
        </message>
        <message>
            <source>Changed note</source>
            <translation>Ændret notat</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Kontakt</translation>
        </message>
        <message>
            <source>Follow-up</source>
            <translation>Opfølgning</translation>
        </message>
        <message>
            <source>Known as</source>
            <translation>Kaldenavn</translation>
        </message>
        <message>
            <source>Loose ends</source>
            <translation>Løse ender</translation>
        </message>
        <message>
            <source>Merged text</source>
            <translation>Flettet tekst</translation>
        </message>
        <message>
            <source>My follow-ups</source>
            <translation>Mine opfølgninger</translation>
        </message>
        <message>
            <source>My week in figures</source>
            <translation>Min uge i tal</translation>
        </message>
        <message>
            <source>News</source>
            <translation>Nyt</translation>
        </message>
        <message>
            <source>No follow-ups today. Those you plan will stand here.</source>
            <translation>Der er ingen opfølgninger i dag. Dem, du planlægger, står her.</translation>
        </message>
        <message>
            <source>No loose ends</source>
            <translation>Ingen løse ender</translation>
        </message>
        <message>
            <source>Not informed</source>
            <translation>Ikke oplyst</translation>
        </message>
        <message>
            <source>Not told what we keep</source>
            <translation>Ikke oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notat</translation>
        </message>
        <message>
            <source>Nothing is due this week.</source>
            <translation>Der er ingen frister i denne uge.</translation>
        </message>
        <message>
            <source>Plan follow-up</source>
            <translation>Planlæg opfølgning</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Forstået</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>Spørgsmål</translation>
        </message>
        <message>
            <source>Recently opened</source>
            <translation>Senest åbnet</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Bemærkning</translation>
        </message>
        <message numerus="yes">
            <source>Show all %n</source>
            <translation>
                <numerusform>Vis alle %n</numerusform>
                <numerusform>Vis alle %n</numerusform>
            </translation>
        </message>
        <message>
            <source>The contacts that you open will stand here.</source>
            <translation>Her står de kontakter, du sidst har åbnet.</translation>
        </message>
        <message>
            <source>The oldest is from: {when}</source>
            <translation>Den ældste: {when}</translation>
        </message>
        <message>
            <source>Throw away what cannot be read</source>
            <translation>Smid det ulæselige ud</translation>
        </message>
        <message>
            <source>What was saved is not touched.</source>
            <translation>Det, du har gemt, er der stadig.</translation>
        </message>
        <message>
            <source>Your figures: now.</source>
            <translation>Dine tal: nu.</translation>
        </message>
        <message>
            <source>Your figures: now. Your colleagues': {when}.</source>
            <translation>Dine tal: nu. Kollegernes: {when}.</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>og %n mere</numerusform>
                <numerusform>og %n mere</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>bridging(s)</source>
            <translation>
                <numerusform>brobygning</numerusform>
                <numerusform>brobygninger</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>follow-up(s) done</source>
            <translation>
                <numerusform>udført opfølgning</numerusform>
                <numerusform>udførte opfølgninger</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>new contact(s)</source>
            <translation>
                <numerusform>ny kontakt</numerusform>
                <numerusform>nye kontakter</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>talk(s)</source>
            <translation>
                <numerusform>samtale</numerusform>
                <numerusform>samtaler</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} chose the other version</source>
            <translation>{name} valgte den anden version</translation>
        </message>
        <message>
            <source>{name} chose your version</source>
            <translation>{name} valgte din version</translation>
        </message>
        <message>
            <source>{name} erased a contact everywhere</source>
            <translation>{name} slettede en kontakt overalt</translation>
        </message>
        <message>
            <source>{name} erased a note everywhere</source>
            <translation>{name} slettede et notat overalt</translation>
        </message>
        <message>
            <source>{name} erased something everywhere</source>
            <translation>{name} slettede noget overalt</translation>
        </message>
        <message>
            <source>{name} kept both versions</source>
            <translation>{name} beholdt begge versioner</translation>
        </message>
        <message>
            <source>{name} merged the versions</source>
            <translation>{name} flettede versionerne</translation>
        </message>
        <message>
            <source>{name} settled a conflict</source>
            <translation>{name} afgjorde en konflikt</translation>
        </message>
    </context>
    <context>
        <name>Passphrase</name>
        <message>
            <source>Caps Lock is on</source>
            <translation>Caps Lock er slået til</translation>
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
            <source>Hide the passphrase</source>
            <translation>Skjul adgangskoden</translation>
        </message>
        <message>
            <source>Show the passphrase</source>
            <translation>Vis adgangskoden</translation>
        </message>
        <message>
            <source>Strong.</source>
            <translation>Stærk.</translation>
        </message>
        <message>
            <source>Weak.</source>
            <translation>Svag.</translation>
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
        <name>Practice</name>
        <message>
            <source>End practice</source>
            <translation>Slut med at øve</translation>
        </message>
        <message>
            <source>Practice data: everyone is invented, and nothing is sent.</source>
            <translation>Øvedata: Alle er opdigtede, og intet bliver sendt.</translation>
        </message>
    </context>
    <context>
        <name>ProblemStrip</name>
        <message>
            <source>Close</source>
            <translation>Luk</translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n character(s) missing.</source>
            <translation>
                <numerusform>Der mangler %n tegn.</numerusform>
                <numerusform>Der mangler %n tegn.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minut</numerusform>
                <numerusform>%n minutter</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n second(s)</source>
            <translation>
                <numerusform>%n sekund</numerusform>
                <numerusform>%n sekunder</numerusform>
            </translation>
        </message>
        <message>
            <source>A newer version is needed</source>
            <translation>Der skal bruges en nyere version</translation>
        </message>
        <message>
            <source>An older copy was put back</source>
            <translation>En ældre kopi er gendannet</translation>
        </message>
        <message>
            <source>An organisation was founded on this server already.</source>
            <translation>Der er allerede oprettet en organisation på serveren.</translation>
        </message>
        <message>
            <source>Ask its lead for an invitation code.</source>
            <translation>Bed lederen om en invitationskode.</translation>
        </message>
        <message>
            <source>Ask your lead for a new code.</source>
            <translation>Bed din leder om en ny kode.</translation>
        </message>
        <message>
            <source>Ask your lead if you need it.</source>
            <translation>Spørg din leder, hvis du har brug for det.</translation>
        </message>
        <message>
            <source>Check the network. What you wrote is saved; we will try again.</source>
            <translation>Tjek netværket. Det, du har skrevet, er gemt, og vi prøver igen.</translation>
        </message>
        <message>
            <source>Choose today or an earlier day.</source>
            <translation>Vælg i dag eller en tidligere dag.</translation>
        </message>
        <message>
            <source>Compare it sign by sign, or ask your lead for a new one.</source>
            <translation>Sammenlign den tegn for tegn, eller bed din leder om en ny.</translation>
        </message>
        <message>
            <source>Compare it with what IT gave you.</source>
            <translation>Sammenlign den med det, it har givet dig.</translation>
        </message>
        <message>
            <source>Contact IT. Do not reinstall the program.</source>
            <translation>Kontakt it – geninstaller ikke programmet.</translation>
        </message>
        <message>
            <source>Contact IT. Do not reinstall the program: the file can be saved.</source>
            <translation>Kontakt it – geninstaller ikke programmet. Filen kan reddes.</translation>
        </message>
        <message>
            <source>Contact IT. What you wrote still stands here.</source>
            <translation>Kontakt it. Det, du har skrevet, står her stadig.</translation>
        </message>
        <message>
            <source>Contact IT: the data must lie in a folder of your own, on the disk.</source>
            <translation>Kontakt it: Data skal ligge i din egen mappe på computerens disk.</translation>
        </message>
        <message>
            <source>Contact your lead.</source>
            <translation>Kontakt din leder.</translation>
        </message>
        <message>
            <source>Correct it and save again.</source>
            <translation>Ret det, og gem igen.</translation>
        </message>
        <message>
            <source>Decide first</source>
            <translation>Tag stilling først</translation>
        </message>
        <message>
            <source>Delete files and try again. What you wrote still stands here.</source>
            <translation>Slet filer, og prøv igen. Det, du har skrevet, står her stadig.</translation>
        </message>
        <message>
            <source>Delete it before you save.</source>
            <translation>Slet det, før du gemmer.</translation>
        </message>
        <message>
            <source>Fill it in and save again.</source>
            <translation>Udfyld det, og gem igen.</translation>
        </message>
        <message>
            <source>Go back to the list and look again.</source>
            <translation>Gå tilbage til listen, og se efter igen.</translation>
        </message>
        <message>
            <source>Helhedsplan is already running on this computer.</source>
            <translation>Helhedsplan kører allerede på computeren.</translation>
        </message>
        <message>
            <source>Install the newest version and open it again.</source>
            <translation>Installer den nyeste version, og åbn igen.</translation>
        </message>
        <message>
            <source>It is no longer here</source>
            <translation>Det er her ikke længere</translation>
        </message>
        <message>
            <source>It is saved here. Tell IT, with the time.</source>
            <translation>Det er gemt her. Sig det til it, og nævn tidspunktet.</translation>
        </message>
        <message>
            <source>It was deleted or moved in the meantime.</source>
            <translation>Det er blevet slettet eller flyttet imens.</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>Låst</translation>
        </message>
        <message>
            <source>Not our server but another page answered, perhaps a guest network.</source>
            <translation>Det var ikke serveren, men en anden side, der svarede – måske et gæstenetværk.</translation>
        </message>
        <message>
            <source>Once that computer is online it seals them by itself.</source>
            <translation>Når den computer kommer på nettet, forsegler den dem selv.</translation>
        </message>
        <message>
            <source>Open a browser and sign in to the network, then try again.</source>
            <translation>Åbn en browser, log på netværket, og prøv igen.</translation>
        </message>
        <message>
            <source>Open the conflicts and decide, then write on.</source>
            <translation>Åbn konflikterne, tag stilling, og skriv så videre.</translation>
        </message>
        <message>
            <source>Others can open the data folder.</source>
            <translation>Andre kan åbne datamappen.</translation>
        </message>
        <message>
            <source>Restart the program and unlock it.</source>
            <translation>Genstart programmet, og lås op.</translation>
        </message>
        <message>
            <source>Restart the program. If that does not help, contact IT.</source>
            <translation>Genstart programmet. Hjælper det ikke, så kontakt it.</translation>
        </message>
        <message>
            <source>Shorten the text and save again.</source>
            <translation>Forkort teksten, og gem igen.</translation>
        </message>
        <message>
            <source>Some of it does not get through</source>
            <translation>Noget kommer ikke igennem</translation>
        </message>
        <message>
            <source>Something else answered</source>
            <translation>Noget andet svarede</translation>
        </message>
        <message>
            <source>Something is missing</source>
            <translation>Der mangler noget</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>Noget gik galt</translation>
        </message>
        <message>
            <source>Something went wrong. What you wrote is saved.</source>
            <translation>Noget gik galt. Det, du har skrevet, er gemt.</translation>
        </message>
        <message>
            <source>Sync, and everything that was sent comes back.</source>
            <translation>Synkroniser, så kommer alt, der er sendt, tilbage.</translation>
        </message>
        <message>
            <source>Tell IT, and use another network until then.</source>
            <translation>Sig det til it, og brug et andet netværk imens.</translation>
        </message>
        <message>
            <source>Tell IT. What you wrote is saved here.</source>
            <translation>Sig det til IT. Det, du har skrevet, er gemt her.</translation>
        </message>
        <message>
            <source>The address cannot be used</source>
            <translation>Adressen kan ikke bruges</translation>
        </message>
        <message>
            <source>The code does not fit.</source>
            <translation>Koden passer ikke.</translation>
        </message>
        <message>
            <source>The code has expired</source>
            <translation>Koden er udløbet</translation>
        </message>
        <message>
            <source>The code is not right</source>
            <translation>Koden er ikke rigtig</translation>
        </message>
        <message>
            <source>The code is not whole</source>
            <translation>Koden er ikke hel</translation>
        </message>
        <message>
            <source>The code was used, is too old, or was tried wrongly too often.</source>
            <translation>Koden er brugt, for gammel eller prøvet forkert for mange gange.</translation>
        </message>
        <message>
            <source>The computer that wrote them has not sealed them since the server was last put back. Nothing was taken over, and nothing is lost.</source>
            <translation>Computeren, de er skrevet på, har ikke forseglet dem, siden serveren sidst blev gendannet. Intet er overtaget, og intet er tabt.</translation>
        </message>
        <message>
            <source>The data folder belongs to another user.</source>
            <translation>Datamappen tilhører en anden på computeren.</translation>
        </message>
        <message>
            <source>The data folder is copied to a cloud service.</source>
            <translation>Datamappen bliver kopieret til en skytjeneste.</translation>
        </message>
        <message>
            <source>The data folder lies on a network drive.</source>
            <translation>Datamappen ligger på et netværksdrev.</translation>
        </message>
        <message>
            <source>The data on this computer are older than when you last used it.</source>
            <translation>Data på computeren er ældre end sidst, du brugte den.</translation>
        </message>
        <message>
            <source>The database cannot be opened</source>
            <translation>Databasen kan ikke åbnes</translation>
        </message>
        <message>
            <source>The date cannot be in the future.</source>
            <translation>Datoen kan ikke ligge i fremtiden.</translation>
        </message>
        <message>
            <source>The date lies in the future</source>
            <translation>Datoen ligger i fremtiden</translation>
        </message>
        <message>
            <source>The disk cannot be written</source>
            <translation>Der kan ikke skrives på disken</translation>
        </message>
        <message>
            <source>The disk does not answer</source>
            <translation>Disken svarer ikke</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>Disken er fuld</translation>
        </message>
        <message>
            <source>The draft cannot be read</source>
            <translation>Kladden kan ikke læses</translation>
        </message>
        <message>
            <source>The field cannot be read</source>
            <translation>Feltet kan ikke læses</translation>
        </message>
        <message>
            <source>The field “{field}” is empty.</source>
            <translation>Feltet ”{field}” er tomt.</translation>
        </message>
        <message>
            <source>The file with your data is damaged.</source>
            <translation>Filen med dine data er beskadiget.</translation>
        </message>
        <message>
            <source>The file with your organisation's certificate is missing or broken.</source>
            <translation>Filen med din organisations certifikat mangler eller er ødelagt.</translation>
        </message>
        <message>
            <source>The files in the data folder do not belong together.</source>
            <translation>Filerne i datamappen hører ikke sammen.</translation>
        </message>
        <message>
            <source>The folder is not safe</source>
            <translation>Mappen er ikke sikker</translation>
        </message>
        <message>
            <source>The founding code is not right</source>
            <translation>Oprettelseskoden er ikke rigtig</translation>
        </message>
        <message>
            <source>The network stops some of the data. The rest is synced.</source>
            <translation>Netværket holder en del af dataene tilbage. Resten er synkroniseret.</translation>
        </message>
        <message>
            <source>The organisation exists already</source>
            <translation>Organisationen findes allerede</translation>
        </message>
        <message>
            <source>The organisation's certificate cannot be read</source>
            <translation>Organisationens certifikat kan ikke læses</translation>
        </message>
        <message>
            <source>The passphrase is too easy to guess.</source>
            <translation>Adgangskoden er for let at gætte.</translation>
        </message>
        <message>
            <source>The passphrase is too weak</source>
            <translation>Adgangskoden er for svag</translation>
        </message>
        <message>
            <source>The program could neither read nor write your data.</source>
            <translation>Programmet kunne hverken læse eller skrive dine data.</translation>
        </message>
        <message>
            <source>The program is locked.</source>
            <translation>Programmet er låst.</translation>
        </message>
        <message>
            <source>The program is open already</source>
            <translation>Programmet er allerede åbent</translation>
        </message>
        <message>
            <source>The program may not write to its data folder.</source>
            <translation>Programmet må ikke skrive i sin datamappe.</translation>
        </message>
        <message>
            <source>The proxy cannot be used</source>
            <translation>Proxyen kan ikke bruges</translation>
        </message>
        <message>
            <source>The server cannot be trusted</source>
            <translation>Serveren er ikke til at stole på</translation>
        </message>
        <message>
            <source>The server could not prove that it is yours. Nothing was sent.</source>
            <translation>Serveren kunne ikke bevise, at den er jeres. Intet er sendt.</translation>
        </message>
        <message>
            <source>The server does not answer</source>
            <translation>Serveren svarer ikke</translation>
        </message>
        <message>
            <source>The server does not know this founding code.</source>
            <translation>Serveren kender ikke oprettelseskoden.</translation>
        </message>
        <message>
            <source>The server has too much to do right now.</source>
            <translation>Serveren har for meget at lave lige nu.</translation>
        </message>
        <message>
            <source>The server is busy</source>
            <translation>Serveren har travlt</translation>
        </message>
        <message>
            <source>The server is not answering.</source>
            <translation>Serveren svarer ikke.</translation>
        </message>
        <message>
            <source>The server said no</source>
            <translation>Serveren sagde nej</translation>
        </message>
        <message>
            <source>The server would not take it.</source>
            <translation>Serveren ville ikke tage imod det.</translation>
        </message>
        <message>
            <source>The server's address is not written as an address.</source>
            <translation>Serverens adresse er ikke skrevet rigtigt.</translation>
        </message>
        <message>
            <source>The text holds what looks like a CPR number.</source>
            <translation>Teksten indeholder noget, der ligner et cpr-nummer.</translation>
        </message>
        <message>
            <source>The text is too long</source>
            <translation>Teksten er for lang</translation>
        </message>
        <message>
            <source>There is a vault already</source>
            <translation>Der er allerede data her</translation>
        </message>
        <message>
            <source>There is no vault here</source>
            <translation>Der er ingen data her</translation>
        </message>
        <message>
            <source>There is not enough space on the computer.</source>
            <translation>Der er ikke plads nok på computeren.</translation>
        </message>
        <message numerus="yes">
            <source>There is room for %n character(s).</source>
            <translation>
                <numerusform>Der er plads til %n tegn.</numerusform>
                <numerusform>Der er plads til %n tegn.</numerusform>
            </translation>
        </message>
        <message>
            <source>These changes may be old</source>
            <translation>Ændringerne kan være gamle</translation>
        </message>
        <message>
            <source>This computer has data already.</source>
            <translation>Der er allerede data på computeren.</translation>
        </message>
        <message>
            <source>This computer is set up with a proxy that the program cannot use.</source>
            <translation>Computeren er sat op med en proxy, som programmet ikke kan bruge.</translation>
        </message>
        <message>
            <source>This field has too many versions that wait for a decision.</source>
            <translation>Feltet har for mange versioner, der venter på en afgørelse.</translation>
        </message>
        <message>
            <source>This looks like a CPR number</source>
            <translation>Det ligner et cpr-nummer</translation>
        </message>
        <message>
            <source>This needs a newer version of the program.</source>
            <translation>Det kræver en nyere version af programmet.</translation>
        </message>
        <message>
            <source>Too many attempts</source>
            <translation>For mange forsøg</translation>
        </message>
        <message>
            <source>Too many attempts.</source>
            <translation>For mange forsøg.</translation>
        </message>
        <message>
            <source>Try again in a moment. What you wrote still stands here.</source>
            <translation>Prøv igen om lidt. Det, du har skrevet, står her stadig.</translation>
        </message>
        <message>
            <source>Try again in {time}.</source>
            <translation>Prøv igen om {time}.</translation>
        </message>
        <message>
            <source>Try again. Check Caps Lock and the language of the keyboard.</source>
            <translation>Prøv igen. Tjek Caps Lock og tastaturets sprog.</translation>
        </message>
        <message>
            <source>Try again. If it happens again, tell IT.</source>
            <translation>Prøv igen. Sker det igen, så sig det til it.</translation>
        </message>
        <message>
            <source>Unlock it and try again.</source>
            <translation>Lås op, og prøv igen.</translation>
        </message>
        <message>
            <source>Update the program. What you wrote is saved here.</source>
            <translation>Opdater programmet. Det, du har skrevet, er gemt her.</translation>
        </message>
        <message>
            <source>Use the proposal, or write at least five words.</source>
            <translation>Brug forslaget, eller skriv mindst fem ord.</translation>
        </message>
        <message>
            <source>Use the window that is open, or close it and start again.</source>
            <translation>Brug det vindue, der er åbent, eller luk det, og start igen.</translation>
        </message>
        <message>
            <source>We will try again by ourselves. Nothing is lost.</source>
            <translation>Vi prøver selv igen. Intet er gået tabt.</translation>
        </message>
        <message>
            <source>What you had typed and not saved is damaged.</source>
            <translation>Det, du havde skrevet og ikke gemt, er beskadiget.</translation>
        </message>
        <message>
            <source>Write it again. Everything that you have saved is unharmed.</source>
            <translation>Skriv det igen. Alt, du har gemt, er uskadt.</translation>
        </message>
        <message>
            <source>Write it as IT gave it, for instance https://plan.example.</source>
            <translation>Skriv den, som du fik den af it, for eksempel https://plan.example.</translation>
        </message>
        <message>
            <source>Write the rest of the code.</source>
            <translation>Skriv resten af koden.</translation>
        </message>
        <message>
            <source>Wrong passphrase</source>
            <translation>Forkert adgangskode</translation>
        </message>
        <message>
            <source>Wrong passphrase.</source>
            <translation>Forkert adgangskode.</translation>
        </message>
        <message>
            <source>You cannot do that</source>
            <translation>Det kan du ikke</translation>
        </message>
        <message>
            <source>Your access does not cover this.</source>
            <translation>Det har du ikke adgang til.</translation>
        </message>
        <message>
            <source>Your access is closed</source>
            <translation>Din adgang er lukket</translation>
        </message>
        <message>
            <source>Your access is closed.</source>
            <translation>Din adgang er lukket.</translation>
        </message>
        <message>
            <source>Your changes are saved here, and we will try again. If it stays so, tell IT.</source>
            <translation>Dine ændringer er gemt her, og vi prøver selv igen. Bliver det ved, så sig det til it.</translation>
        </message>
        <message>
            <source>Your data were not found on this computer.</source>
            <translation>Dine data blev ikke fundet på denne computer.</translation>
        </message>
        <message>
            <source>Your data were written by a newer version of the program.</source>
            <translation>Dine data er skrevet af en nyere version af programmet.</translation>
        </message>
        <message>
            <source>“{field}” holds something that cannot be used.</source>
            <translation>”{field}” indeholder noget, der ikke kan bruges.</translation>
        </message>
    </context>
    <context>
        <name>QuickNote</name>
        <message numerus="yes">
            <source>%n character(s) too many</source>
            <translation>
                <numerusform>%n tegn for meget</numerusform>
                <numerusform>%n tegn for meget</numerusform>
            </translation>
        </message>
        <message>
            <source>Anonymous</source>
            <translation>Anonym</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>Kontaktform</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Vælg</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Luk</translation>
        </message>
        <message>
            <source>Create “{name}” as a new contact</source>
            <translation>Opret ”{name}” som ny kontakt</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Dato</translation>
        </message>
        <message>
            <source>Delete it before you save.</source>
            <translation>Slet det, før du gemmer.</translation>
        </message>
        <message>
            <source>Edit note</source>
            <translation>Rediger notat</translation>
        </message>
        <message>
            <source>Focus area</source>
            <translation>Indsatsområde</translation>
        </message>
        <message>
            <source>It is not a CPR number</source>
            <translation>Det er ikke et cpr-nummer</translation>
        </message>
        <message>
            <source>Kind of note</source>
            <translation>Notattype</translation>
        </message>
        <message>
            <source>More fields</source>
            <translation>Flere felter</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>Næste skridt</translation>
        </message>
        <message>
            <source>Quick note</source>
            <translation>Hurtigt notat</translation>
        </message>
        <message>
            <source>Remove the CPR number before you save.</source>
            <translation>Fjern cpr-nummeret, før du gemmer.</translation>
        </message>
        <message>
            <source>Remove the number</source>
            <translation>Fjern nummeret</translation>
        </message>
        <message>
            <source>Remove the number before you save.</source>
            <translation>Fjern nummeret, før du gemmer.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Gem</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Begynd forfra</translation>
        </message>
        <message>
            <source>That is no day. Write it as 12/3 or “yesterday”.</source>
            <translation>Det er ikke en dato. Skriv for eksempel 12/3 eller ”i går”.</translation>
        </message>
        <message>
            <source>The date cannot be in the future.</source>
            <translation>Datoen kan ikke ligge i fremtiden.</translation>
        </message>
        <message>
            <source>The draft is deleted</source>
            <translation>Kladden er slettet</translation>
        </message>
        <message>
            <source>The draft is saved</source>
            <translation>Kladden er gemt</translation>
        </message>
        <message>
            <source>The note is changed</source>
            <translation>Notatet er ændret</translation>
        </message>
        <message>
            <source>The note is saved</source>
            <translation>Notatet er gemt</translation>
        </message>
        <message>
            <source>This looks like a CPR number</source>
            <translation>Det ligner et cpr-nummer</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Klokkeslæt</translation>
        </message>
        <message>
            <source>Type a name</source>
            <translation>Skriv et navn</translation>
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
            <source>Write only what is needed. The resident has the right to read it.</source>
            <translation>Skriv kun det, der er nødvendigt. Beboeren har ret til at læse med.</translation>
        </message>
        <message>
            <source>Write the time as 14.30.</source>
            <translation>Skriv klokkeslættet som 14.30.</translation>
        </message>
        <message>
            <source>Write what happened.</source>
            <translation>Skriv, hvad der skete.</translation>
        </message>
        <message>
            <source>Write whom it is about, or choose Anonymous.</source>
            <translation>Skriv, hvem det handler om, eller vælg Anonym.</translation>
        </message>
        <message>
            <source>Written by {name}, who alone can change it.</source>
            <translation>Skrevet af {name}, som alene kan rette det.</translation>
        </message>
        <message>
            <source>You wrote this {when}. Go on where you left off.</source>
            <translation>Det her skrev du {when}. Fortsæt, hvor du slap.</translation>
        </message>
        <message>
            <source>known as {name}</source>
            <translation>kaldes {name}</translation>
        </message>
        <message>
            <source>new contact</source>
            <translation>ny kontakt</translation>
        </message>
        <message>
            <source>nobody is written down</source>
            <translation>ingen bliver registreret</translation>
        </message>
    </context>
    <context>
        <name>RecordState</name>
        <message>
            <source>Seen by your lead</source>
            <translation>Set af din leder</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Sendt</translation>
        </message>
        <message>
            <source>The server did not take it</source>
            <translation>Serveren tog ikke imod det</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>Venter på at blive sendt</translation>
        </message>
    </context>
    <context>
        <name>Recover</name>
        <message>
            <source>Asking the server …</source>
            <translation>Spørger serveren …</translation>
        </message>
        <message>
            <source>Become a lead</source>
            <translation>Bliv leder</translation>
        </message>
        <message>
            <source>For when nobody leads any more. With the sheet you become a lead of every space and can read everything in it. It is written down that you did.</source>
            <translation>Til når ingen er leder mere. Med arket bliver du leder af alle rum og kan læse alt i dem. Det bliver skrevet ned, at du gjorde det.</translation>
        </message>
        <message>
            <source>Lead with the recovery sheet</source>
            <translation>Bliv leder med gendannelsesarket</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Lås nu</translation>
        </message>
        <message>
            <source>You lead every space now. Lock and unlock once: then the program shows it.</source>
            <translation>Du er nu leder af alt. Lås, og lås op igen, så viser programmet det.</translation>
        </message>
    </context>
    <context>
        <name>Recovery</name>
        <message numerus="yes">
            <source>%n character(s) missing.</source>
            <translation>
                <numerusform>Der mangler %n tegn.</numerusform>
                <numerusform>Der mangler %n tegn.</numerusform>
            </translation>
        </message>
        <message>
            <source>First line</source>
            <translation>Første linje</translation>
        </message>
        <message>
            <source>New passphrase</source>
            <translation>Ny adgangskode</translation>
        </message>
        <message>
            <source>No sheet at hand? Your lead can invite you again. Everything that was sent comes back; what was not sent can only be opened with the sheet.</source>
            <translation>Har du ikke arket? Din leder kan invitere dig igen. Alt, der er sendt, kommer tilbage. Det, der ikke er sendt, kan kun åbnes med arket.</translation>
        </message>
        <message>
            <source>Recovery sheet</source>
            <translation>Gendannelsesark</translation>
        </message>
        <message>
            <source>Second line</source>
            <translation>Anden linje</translation>
        </message>
        <message>
            <source>Type the recovery sheet</source>
            <translation>Skriv gendannelsesarket</translation>
        </message>
        <message>
            <source>Your organisation wrote it down when it was founded and keeps it locked away. It opens this computer once more, and you choose a new passphrase.</source>
            <translation>Jeres organisation skrev det ned, da den blev oprettet, og har det låst væk. Det låser denne computer op igen, og du vælger en ny adgangskode.</translation>
        </message>
        <message>
            <source>{n} of {all} characters</source>
            <translation>{n} af {all} tegn</translation>
        </message>
    </context>
    <context>
        <name>Remark</name>
        <message numerus="yes">
            <source>%n character(s) too many</source>
            <translation>
                <numerusform>%n tegn for meget</numerusform>
                <numerusform>%n tegn for meget</numerusform>
            </translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Tilføj</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Luk</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Bemærkning</translation>
        </message>
        <message>
            <source>Remove the CPR number before you add it.</source>
            <translation>Fjern cpr-nummeret, før du tilføjer.</translation>
        </message>
        <message>
            <source>What do you add to the note?</source>
            <translation>Hvad vil du føje til notatet?</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message numerus="yes">
            <source>%n contact(s)</source>
            <translation>
                <numerusform>%n kontakt</numerusform>
                <numerusform>%n kontakter</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new note(s)</source>
            <translation>
                <numerusform>%n nyt notat</numerusform>
                <numerusform>%n nye notater</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new remark(s)</source>
            <translation>
                <numerusform>%n ny bemærkning</numerusform>
                <numerusform>%n nye bemærkninger</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new step(s)</source>
            <translation>
                <numerusform>%n ny opfølgning</numerusform>
                <numerusform>%n nye opfølgninger</numerusform>
            </translation>
        </message>
        <message>
            <source>A lead sees who is responsible, the last contact, the next step and what is overdue: the same facts that you see about your own contacts.</source>
            <translation>Lederen ser tovholder, sidste kontakt, næste skridt og overskredne frister: det samme, som du selv ser om dine kontakter.</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>All areas</source>
            <translation>Alle områder</translation>
        </message>
        <message>
            <source>Ask {name} about: {note}</source>
            <translation>Spørg {name} om: {note}</translation>
        </message>
        <message>
            <source>Before that</source>
            <translation>Tidligere</translation>
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
            <source>Cases per worker</source>
            <translation>Forløb pr. medarbejder</translation>
        </message>
        <message>
            <source>Cases per worker stand in the order of the alphabet. They help to share the work and say nothing about who works well.</source>
            <translation>Forløb pr. medarbejder står i alfabetisk orden. De hjælper med at fordele arbejdet og siger intet om, hvem der gør det godt.</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Ændret</translation>
        </message>
        <message>
            <source>Choose a contact</source>
            <translation>Vælg en kontakt</translation>
        </message>
        <message>
            <source>Choose a reason</source>
            <translation>Vælg en grund</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Ryd filtre</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Luk</translation>
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
            <source>Due {day}, not done</source>
            <translation>Frist {day} · ikke udført</translation>
        </message>
        <message>
            <source>Every open contact of the team</source>
            <translation>Alle holdets åbne kontakter</translation>
        </message>
        <message>
            <source>Everybody</source>
            <translation>Alle tovholdere</translation>
        </message>
        <message>
            <source>Focus area</source>
            <translation>Indsatsområde</translation>
        </message>
        <message>
            <source>Here you see what happened and what comes next. The words of a note open when you give a reason.</source>
            <translation>Her ser du, hvad der er sket, og hvad der skal ske. Teksten i et notat åbner, når du vælger en grund.</translation>
        </message>
        <message>
            <source>Hidden</source>
            <translation>Skjult</translation>
        </message>
        <message>
            <source>Laptops</source>
            <translation>Computere</translation>
        </message>
        <message>
            <source>Last: {day}</source>
            <translation>Sidst {day}</translation>
        </message>
        <message>
            <source>Longest without contact first</source>
            <translation>Længst uden kontakt først</translation>
        </message>
        <message>
            <source>Marked as seen</source>
            <translation>Markeret som set</translation>
        </message>
        <message>
            <source>Name, known as …</source>
            <translation>Navn, kaldenavn …</translation>
        </message>
        <message>
            <source>Never reported</source>
            <translation>Har aldrig meldt sig</translation>
        </message>
        <message>
            <source>Next step first</source>
            <translation>Næste skridt først</translation>
        </message>
        <message numerus="yes">
            <source>No contact for %n days</source>
            <translation>
                <numerusform>Ingen kontakt i %n dag</numerusform>
                <numerusform>Ingen kontakt i %n dage</numerusform>
            </translation>
        </message>
        <message>
            <source>No contact for 30 days or more</source>
            <translation>Ingen kontakt i 30 dage eller mere</translation>
        </message>
        <message>
            <source>No laptop has reported yet.</source>
            <translation>Ingen computer har meldt sig endnu.</translation>
        </message>
        <message>
            <source>No next step</source>
            <translation>Intet næste skridt</translation>
        </message>
        <message>
            <source>No next step, no focus area, not told what we keep, or two versions</source>
            <translation>Intet næste skridt, intet indsatsområde, ikke oplyst eller to versioner</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Ingen</translation>
        </message>
        <message>
            <source>Nobody is responsible</source>
            <translation>Ingen tovholder</translation>
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
            <source>Not told what we keep</source>
            <translation>Ikke oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>Notes by others that you have not marked as seen</source>
            <translation>Notater fra andre, som du ikke har markeret som set</translation>
        </message>
        <message>
            <source>Notes from this laptop may be missing in the figures.</source>
            <translation>Tallene kan mangle notater fra denne computer.</translation>
        </message>
        <message>
            <source>Only what has been synced is here. A laptop that has been silent for a week is marked, for its notes may be missing.</source>
            <translation>Her står kun det, der er synkroniseret. En computer, der har været tavs i en uge, er markeret, fordi dens notater kan mangle.</translation>
        </message>
        <message>
            <source>Open the contact</source>
            <translation>Åbn kontakten</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Rækkefølge</translation>
        </message>
        <message>
            <source>Order: {order}</source>
            <translation>Rækkefølge: {order}</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>Overskredet</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Kvalitet</translation>
        </message>
        <message>
            <source>Question to {name}, answered {day}</source>
            <translation>Spørgsmål til {name} · besvaret {day}</translation>
        </message>
        <message>
            <source>Question to {name}, not answered</source>
            <translation>Spørgsmål til {name} · ikke besvaret</translation>
        </message>
        <message>
            <source>Quiet</source>
            <translation>Stille</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Læs</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Gennemgang</translation>
        </message>
        <message>
            <source>Search the team's contacts</source>
            <translation>Søg i holdets kontakter</translation>
        </message>
        <message>
            <source>Seen</source>
            <translation>Set</translation>
        </message>
        <message>
            <source>Send back</source>
            <translation>Send tilbage</translation>
        </message>
        <message numerus="yes">
            <source>Silent for %n days</source>
            <translation>
                <numerusform>Tavs i %n dag</numerusform>
                <numerusform>Tavs i %n dage</numerusform>
            </translation>
        </message>
        <message>
            <source>Since you last looked</source>
            <translation>Siden sidst</translation>
        </message>
        <message>
            <source>Stuck</source>
            <translation>Fastlåst</translation>
        </message>
        <message>
            <source>Text hidden</source>
            <translation>Tekst skjult</translation>
        </message>
        <message>
            <source>The list</source>
            <translation>Listen</translation>
        </message>
        <message>
            <source>The next step is overdue</source>
            <translation>Fristen for næste skridt er overskredet</translation>
        </message>
        <message>
            <source>The next step is overdue by more than a week</source>
            <translation>Fristen er overskredet med mere end en uge</translation>
        </message>
        <message>
            <source>The question is sent</source>
            <translation>Spørgsmålet er stillet</translation>
        </message>
        <message>
            <source>The team's contacts</source>
            <translation>Holdets kontakter</translation>
        </message>
        <message>
            <source>The words of a note are hidden. A lead opens them by giving a reason, and name, time and reason are written into the access log.</source>
            <translation>Teksten i et notat er skjult. Lederen åbner den ved at vælge en grund, og navn, tidspunkt og grund bliver skrevet i adgangsloggen.</translation>
        </message>
        <message>
            <source>There are no notes yet.</source>
            <translation>Der er ingen notater endnu.</translation>
        </message>
        <message>
            <source>There is nothing here to review.</source>
            <translation>Der er ikke mere at gennemgå.</translation>
        </message>
        <message>
            <source>Told what we keep</source>
            <translation>Oplyst om, hvad vi gemmer</translation>
        </message>
        <message>
            <source>Two versions</source>
            <translation>To versioner</translation>
        </message>
        <message>
            <source>What do you want to know?</source>
            <translation>Hvad vil du vide?</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Forløbet</translation>
        </message>
        <message>
            <source>What needs you first</source>
            <translation>Det, der kræver dig, først</translation>
        </message>
        <message>
            <source>What the staff can see</source>
            <translation>Det kan medarbejderne se</translation>
        </message>
        <message>
            <source>Who is responsible</source>
            <translation>Tovholder</translation>
        </message>
        <message>
            <source>Why do you want to read the notes?</source>
            <translation>Hvorfor vil du læse notaterne?</translation>
        </message>
        <message>
            <source>Work and laptops</source>
            <translation>Fordeling og computere</translation>
        </message>
        <message>
            <source>You are up to date</source>
            <translation>Du er ajour</translation>
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
            <source>figures until {when}</source>
            <translation>tal til og med {when}</translation>
        </message>
        <message>
            <source>{name} is responsible</source>
            <translation>{name} er tovholder</translation>
        </message>
        <message>
            <source>{some} of {all} since yesterday</source>
            <translation>{some} af {all} siden i går</translation>
        </message>
    </context>
    <context>
        <name>Search</name>
        <message>
            <source>All</source>
            <translation>Alt</translation>
        </message>
        <message>
            <source>Anonymous</source>
            <translation>Anonym</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Vælg</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Ryd</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Luk</translation>
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
            <source>New note</source>
            <translation>Nyt notat</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>Nyeste først</translation>
        </message>
        <message>
            <source>Next group</source>
            <translation>Næste gruppe</translation>
        </message>
        <message>
            <source>No results. Try another word.</source>
            <translation>Ingen resultater. Prøv et andet ord.</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notater</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Åbn</translation>
        </message>
        <message>
            <source>Opened lately</source>
            <translation>Senest åbnet</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Søg</translation>
        </message>
        <message>
            <source>Search contacts, notes and follow-ups</source>
            <translation>Søg kontakter, notater og opfølgninger</translation>
        </message>
        <message>
            <source>Show all {count}</source>
            <translation>Vis alle {count}</translation>
        </message>
        <message>
            <source>Type a name, or a word from a note or a follow-up.</source>
            <translation>Skriv et navn eller et ord fra et notat eller en opfølgning.</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>Det, der blev fundet</translation>
        </message>
        <message>
            <source>hidden</source>
            <translation>skjult</translation>
        </message>
        <message>
            <source>known as {name}</source>
            <translation>kaldes {name}</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message numerus="yes">
            <source>After %n minute(s)</source>
            <translation>
                <numerusform>Efter %n minut</numerusform>
                <numerusform>Efter %n minutter</numerusform>
            </translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Udseende</translation>
        </message>
        <message>
            <source>At least 15 characters, or five words.</source>
            <translation>Mindst 15 tegn eller fem ord.</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Skift</translation>
        </message>
        <message>
            <source>Change passphrase</source>
            <translation>Skift adgangskode</translation>
        </message>
        <message>
            <source>Copy on this computer</source>
            <translation>Kopi på denne computer</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Mørk</translation>
        </message>
        <message>
            <source>Disk encryption</source>
            <translation>Kryptering af disken</translation>
        </message>
        <message>
            <source>Encrypted, once a day, for seven days. The whole file was last checked {when}.</source>
            <translation>Krypteret, én gang om dagen, i syv dage. Hele filen er sidst kontrolleret {when}.</translation>
        </message>
        <message>
            <source>Everything here applies at once.</source>
            <translation>Alt her gælder med det samme.</translation>
        </message>
        <message>
            <source>Follow the computer</source>
            <translation>Følg computeren</translation>
        </message>
        <message>
            <source>For the whole program, lists and buttons too.</source>
            <translation>Gælder hele programmet, også lister og knapper.</translation>
        </message>
        <message>
            <source>Good enough.</source>
            <translation>God nok.</translation>
        </message>
        <message>
            <source>Hide from others on leaving the window</source>
            <translation>Skjul for andre, når du skifter vindue</translation>
        </message>
        <message>
            <source>If nobody leads any more</source>
            <translation>Hvis ingen er leder mere</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprog</translation>
        </message>
        <message>
            <source>Last changed {day}</source>
            <translation>Sidst ændret {day}</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Lys</translation>
        </message>
        <message>
            <source>Light and dark change while you work.</source>
            <translation>Lys og mørk skifter, mens du arbejder.</translation>
        </message>
        <message>
            <source>Lock after</source>
            <translation>Lås efter</translation>
        </message>
        <message>
            <source>Lock when the program is not in use</source>
            <translation>Lås, når programmet ikke er i brug</translation>
        </message>
        <message>
            <source>Locking and hiding</source>
            <translation>Lås og skjul</translation>
        </message>
        <message>
            <source>Name of this computer</source>
            <translation>Computerens navn</translation>
        </message>
        <message>
            <source>Names become initials, and notes are covered. F9 does the same.</source>
            <translation>Navne bliver til initialer, og notater bliver dækket. F9 gør det samme.</translation>
        </message>
        <message>
            <source>New passphrase</source>
            <translation>Ny adgangskode</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>Adgangskode</translation>
        </message>
        <message>
            <source>Present passphrase</source>
            <translation>Nuværende adgangskode</translation>
        </message>
        <message>
            <source>Propose five words</source>
            <translation>Foreslå fem ord</translation>
        </message>
        <message>
            <source>Recovery sheet</source>
            <translation>Gendannelsesark</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Indstillinger</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>Tekststørrelse</translation>
        </message>
        <message>
            <source>The computer does not tell</source>
            <translation>Computeren oplyser det ikke</translation>
        </message>
        <message>
            <source>The computer has a new name</source>
            <translation>Computeren har fået et nyt navn</translation>
        </message>
        <message>
            <source>The disk is encrypted</source>
            <translation>Disken er krypteret</translation>
        </message>
        <message>
            <source>The disk is not encrypted</source>
            <translation>Disken er ikke krypteret</translation>
        </message>
        <message>
            <source>The name under which your lead sees it.</source>
            <translation>Navnet, som din leder ser den under.</translation>
        </message>
        <message>
            <source>The passphrase is changed</source>
            <translation>Adgangskoden er skiftet</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Tema</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>Denne computer</translation>
        </message>
        <message>
            <source>This computer's keychain did not answer</source>
            <translation>Computerens nøglering svarede ikke</translation>
        </message>
        <message>
            <source>Unlock with this computer's keychain</source>
            <translation>Lås op med computerens nøglering</translation>
        </message>
        <message>
            <source>Use the recovery sheet</source>
            <translation>Brug gendannelsesarket</translation>
        </message>
        <message>
            <source>What you have written stays as it is.</source>
            <translation>Det, du har skrevet, bliver, som det er.</translation>
        </message>
        <message>
            <source>Whoever can log in to this computer as you can open the program too.</source>
            <translation>Den, der kan logge ind på computeren som dig, kan også åbne programmet.</translation>
        </message>
        <message>
            <source>With the organisation's sheet you become a lead of everything.</source>
            <translation>Med organisationens ark bliver du leder af alt.</translation>
        </message>
        <message>
            <source>Your data are encrypted all the same, but other files are not. Ask IT to encrypt the disk.</source>
            <translation>Dine data er krypteret alligevel, men det er andre filer ikke. Bed it om at kryptere disken.</translation>
        </message>
        <message>
            <source>Your data are encrypted all the same.</source>
            <translation>Dine data er krypteret under alle omstændigheder.</translation>
        </message>
        <message>
            <source>Your organisation allows at most {n} minutes.</source>
            <translation>Din organisation tillader højst {n} minutter.</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>ikke endnu</translation>
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
        <message numerus="yes">
            <source>%n day(s) overdue</source>
            <translation>
                <numerusform>%n dag over fristen</numerusform>
                <numerusform>%n dage over fristen</numerusform>
            </translation>
        </message>
        <message>
            <source>Mark as done</source>
            <translation>Marker som udført</translation>
        </message>
        <message>
            <source>More about this step</source>
            <translation>Mere om dette skridt</translation>
        </message>
        <message>
            <source>Next step · {when}</source>
            <translation>Næste skridt · {when}</translation>
        </message>
        <message>
            <source>No next step is planned</source>
            <translation>Der er ikke planlagt et næste skridt</translation>
        </message>
        <message>
            <source>Plan next step</source>
            <translation>Planlæg næste skridt</translation>
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
        <name>Sync</name>
        <message numerus="yes">
            <source>%n change(s) of {name} wait for you</source>
            <translation>
                <numerusform>%n ændring fra {name} venter på dig</numerusform>
                <numerusform>%n ændringer fra {name} venter på dig</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) waiting to be sent</source>
            <translation>
                <numerusform>%n ændring venter på at blive sendt</numerusform>
                <numerusform>%n ændringer venter på at blive sendt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) to resolve</source>
            <translation>
                <numerusform>%n konflikt skal afgøres</numerusform>
                <numerusform>%n konflikter skal afgøres</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>for %n dag siden</numerusform>
                <numerusform>for %n dage siden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n deletion(s) wait for your answer</source>
            <translation>
                <numerusform>%n sletning venter på dit svar</numerusform>
                <numerusform>%n sletninger venter på dit svar</numerusform>
            </translation>
        </message>
        <message>
            <source>A decision on a conflict arrived.</source>
            <translation>Hentede en afgørelse af en konflikt.</translation>
        </message>
        <message>
            <source>A lead can take it in now. It stays here until it comes back.</source>
            <translation>En leder kan nu tage det ind. Det bliver her, til det kommer tilbage.</translation>
        </message>
        <message>
            <source>A second copy of this computer's data has been seen. Nothing is sent until your lead has decided. You can keep working.</source>
            <translation>Der er set en kopi af denne computers data et andet sted. Intet bliver sendt, før din leder har taget stilling. Du kan arbejde videre.</translation>
        </message>
        <message>
            <source>Bring it together</source>
            <translation>Saml listen igen</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Ændring</translation>
        </message>
        <message>
            <source>Checked that nothing is missing, and fetched what was.</source>
            <translation>Tjekkede, at intet mangler, og hentede det, der manglede.</translation>
        </message>
        <message>
            <source>Colleague</source>
            <translation>Kollega</translation>
        </message>
        <message>
            <source>Comes in again: {names}.</source>
            <translation>Kommer ind igen: {names}.</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Kontakt</translation>
        </message>
        <message>
            <source>Delete them here too</source>
            <translation>Slet dem også her</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Boligafdeling</translation>
        </message>
        <message numerus="yes">
            <source>Erased %n record(s) everywhere.</source>
            <translation>
                <numerusform>Slettede %n post overalt.</numerusform>
                <numerusform>Slettede %n poster overalt.</numerusform>
            </translation>
        </message>
        <message>
            <source>Everything is saved on this computer.</source>
            <translation>Alt er gemt på denne computer.</translation>
        </message>
        <message>
            <source>Everything is sent and received</source>
            <translation>Alt er sendt og hentet</translation>
        </message>
        <message>
            <source>Follow-up</source>
            <translation>Opfølgning</translation>
        </message>
        <message>
            <source>Give it to a lead</source>
            <translation>Giv det til en leder</translation>
        </message>
        <message numerus="yes">
            <source>Handed %n change(s) over to a lead, who can take them in.</source>
            <translation>
                <numerusform>Gav %n ændring videre til en leder, som kan overtage den.</numerusform>
                <numerusform>Gav %n ændringer videre til en leder, som kan overtage dem.</numerusform>
            </translation>
        </message>
        <message>
            <source>Is {name} what it says it is?</source>
            <translation>Er {name} den, den giver sig ud for?</translation>
        </message>
        <message>
            <source>It could not be verified and is not shown. Tell IT this code: {code}.</source>
            <translation>Det kunne ikke bekræftes og bliver ikke vist. Sig denne kode til it: {code}.</translation>
        </message>
        <message>
            <source>It goes to a lead with the next sync. It stays here too.</source>
            <translation>Det går til en leder ved næste synkronisering. Det bliver også her.</translation>
        </message>
        <message>
            <source>It has been erased everywhere.</source>
            <translation>Det er slettet overalt.</translation>
        </message>
        <message>
            <source>It is too long for the server. Shorten the text and save again.</source>
            <translation>Det er for langt til serveren. Forkort teksten, og gem igen.</translation>
        </message>
        <message>
            <source>It may go on</source>
            <translation>Den må fortsætte</translation>
        </message>
        <message>
            <source>It was moved, but the server did not remove it where it was before, so it can still be seen there. Tell IT. We try again every hour by ourselves.</source>
            <translation>Det er flyttet, men serveren fjernede det ikke der, hvor det lå før, så det kan stadig ses der. Sig det til IT. Vi prøver selv igen hver time.</translation>
        </message>
        <message>
            <source>It was written in a newer version of the program. You can read it after the update.</source>
            <translation>Det er skrevet i en nyere version af programmet. Du kan læse det efter opdateringen.</translation>
        </message>
        <message>
            <source>Its data are in use at two places. Find and remove the other copy first. If you do not know of one, put the laptop out.</source>
            <translation>Dens data er i brug to steder. Find og fjern den anden kopi først. Kender du ikke til en, så luk computeren ude.</translation>
        </message>
        <message>
            <source>Its data were put back from a copy. Ask whether that is right.</source>
            <translation>Dens data er gendannet fra en kopi. Spørg, om det er rigtigt.</translation>
        </message>
        <message>
            <source>Keep them</source>
            <translation>Behold dem</translation>
        </message>
        <message>
            <source>Last synced {when}.</source>
            <translation>Sidst synkroniseret {when}.</translation>
        </message>
        <message>
            <source>Much was deleted within a week. These are not deleted here before you answer. Ask your colleagues if you are in doubt. What you keep waits under Conflicts until somebody decides.</source>
            <translation>Der er slettet meget på en uge. Disse bliver ikke slettet her, før du svarer. Spørg dine kolleger, hvis du er i tvivl. Det, du beholder, står under Konflikter, til nogen har taget stilling.</translation>
        </message>
        <message>
            <source>Needs you</source>
            <translation>Kræver dig</translation>
        </message>
        <message>
            <source>Not everything has arrived yet</source>
            <translation>Alt er ikke hentet endnu</translation>
        </message>
        <message>
            <source>Not synced yet</source>
            <translation>Ikke synkroniseret endnu</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notat</translation>
        </message>
        <message>
            <source>Nothing has been synced yet.</source>
            <translation>Der er ikke synkroniseret endnu.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Åbn</translation>
        </message>
        <message>
            <source>Put it out</source>
            <translation>Luk den ude</translation>
        </message>
        <message numerus="yes">
            <source>Received %n change(s).</source>
            <translation>
                <numerusform>Hentede %n ændring.</numerusform>
                <numerusform>Hentede %n ændringer.</numerusform>
            </translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Bemærkning</translation>
        </message>
        <message>
            <source>Resolve</source>
            <translation>Afgør</translation>
        </message>
        <message>
            <source>Seen in the review</source>
            <translation>Set i gennemgang</translation>
        </message>
        <message numerus="yes">
            <source>Sent %n change(s).</source>
            <translation>
                <numerusform>Sendte %n ændring.</numerusform>
                <numerusform>Sendte %n ændringer.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Set %n change(s) aside.</source>
            <translation>
                <numerusform>Satte %n ændring til side.</numerusform>
                <numerusform>Satte %n ændringer til side.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show less</source>
            <translation>Vis færre</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Vis mere</translation>
        </message>
        <message>
            <source>Something else than our server answered. You may have to log in to this network.</source>
            <translation>Det var ikke serveren, der svarede. Måske skal du logge på netværket først.</translation>
        </message>
        <message>
            <source>Something is set aside</source>
            <translation>Noget er sat til side</translation>
        </message>
        <message>
            <source>Stays out: {names}.</source>
            <translation>Forbliver ude: {names}.</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Synkroniser nu</translation>
        </message>
        <message>
            <source>Syncing</source>
            <translation>Synkronisering</translation>
        </message>
        <message>
            <source>Syncing …</source>
            <translation>Synkroniserer …</translation>
        </message>
        <message>
            <source>Take over</source>
            <translation>Overtag</translation>
        </message>
        <message>
            <source>Take over all the same</source>
            <translation>Overtag alligevel</translation>
        </message>
        <message>
            <source>The members' list has gone two ways</source>
            <translation>Medlemslisten er delt i to</translation>
        </message>
        <message>
            <source>The members' list has gone two ways. A lead must choose.</source>
            <translation>Medlemslisten er delt i to. En leder skal vælge.</translation>
        </message>
        <message>
            <source>The members' list is one again</source>
            <translation>Medlemslisten er samlet igen</translation>
        </message>
        <message numerus="yes">
            <source>The network did not let %n change(s) through.</source>
            <translation>
                <numerusform>Netværket lod ikke %n ændring komme igennem.</numerusform>
                <numerusform>Netværket lod ikke %n ændringer komme igennem.</numerusform>
            </translation>
        </message>
        <message>
            <source>The network did not let it through. We try again every hour by ourselves.</source>
            <translation>Netværket lod det ikke komme igennem. Vi prøver selv igen hver time.</translation>
        </message>
        <message>
            <source>The server could not prove who it is. Tell IT. Nothing was sent.</source>
            <translation>Serveren kunne ikke bevise, hvem den er. Sig det til it. Intet er sendt.</translation>
        </message>
        <message numerus="yes">
            <source>The server did not remove %n moved record(s) at the old place.</source>
            <translation>
                <numerusform>Serveren fjernede ikke %n flyttet post på det gamle sted.</numerusform>
                <numerusform>Serveren fjernede ikke %n flyttede poster på det gamle sted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server had lost %n change(s) of access. They are there again.</source>
            <translation>
                <numerusform>Serveren havde mistet %n ændring af adgangen. Den er der igen.</numerusform>
                <numerusform>Serveren havde mistet %n ændringer af adgangen. De er der igen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The server has gone back to an earlier state. Nothing of yours is lost.</source>
            <translation>Serveren er gendannet fra en ældre kopi. Intet af dit er gået tabt.</translation>
        </message>
        <message>
            <source>The server has no more room. Tell IT. We try again by ourselves.</source>
            <translation>Serveren har ikke mere plads. Sig det til it. Vi prøver selv igen.</translation>
        </message>
        <message>
            <source>The server is not answering. Your changes are saved on this computer and we will try again.</source>
            <translation>Serveren svarer ikke. Dine ændringer er gemt på denne computer, og vi prøver igen.</translation>
        </message>
        <message numerus="yes">
            <source>The server lacked %n change(s). They are sent again.</source>
            <translation>
                <numerusform>Serveren manglede %n ændring. Den bliver sendt igen.</numerusform>
                <numerusform>Serveren manglede %n ændringer. De bliver sendt igen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server was put back and lost %n decision(s) about access. They are decided again, and the keys are changed. Nothing of the residents is lost.</source>
            <translation>
                <numerusform>Serveren er gendannet fra en ældre kopi og har mistet %n beslutning om adgang. Den bliver taget igen, og nøglerne skiftes. Intet om beboerne er gået tabt.</numerusform>
                <numerusform>Serveren er gendannet fra en ældre kopi og har mistet %n beslutninger om adgang. De bliver taget igen, og nøglerne skiftes. Intet om beboerne er gået tabt.</numerusform>
            </translation>
        </message>
        <message>
            <source>The server was put back, and the members' list has gone two ways since. Nothing is sent until a lead and IT have chosen one. You can keep working.</source>
            <translation>Serveren er gendannet fra en ældre kopi, og medlemslisten er siden delt i to. Intet bliver sendt, før en leder og it har valgt den ene. Du kan arbejde videre.</translation>
        </message>
        <message>
            <source>The server would not take it. Tell IT this code: {code}.</source>
            <translation>Serveren ville ikke tage imod det. Sig denne kode til it: {code}.</translation>
        </message>
        <message>
            <source>The team's computers</source>
            <translation>Holdets computere</translation>
        </message>
        <message>
            <source>They are deleted here with the next sync.</source>
            <translation>De bliver slettet her ved næste synkronisering.</translation>
        </message>
        <message>
            <source>They may be old: the computer that wrote them has not sealed them since the server was last put back. Once it is online it does so by itself. If it never will be, take them over all the same: what differs from today waits under Conflicts.</source>
            <translation>De kan være gamle: Computeren, de er skrevet på, har ikke forseglet dem, siden serveren sidst blev gendannet. Det gør den selv, når den kommer på nettet. Kommer den aldrig mere på nettet, så overtag dem alligevel: Det, der afviger fra i dag, venter under Konflikter.</translation>
        </message>
        <message>
            <source>They stay here. About what a lead deleted everywhere you are asked again.</source>
            <translation>De bliver her. Det, en leder har slettet overalt, bliver du spurgt om igen.</translation>
        </message>
        <message>
            <source>They were written on a computer that may not send any more. Take them over, and they are sent as yours. Nothing of others is overwritten.</source>
            <translation>De er skrevet på en computer, der ikke må sende mere. Overtag dem, så bliver de sendt som dine. Intet af andres bliver overskrevet.</translation>
        </message>
        <message>
            <source>This computer works on its own</source>
            <translation>Denne computer arbejder for sig selv</translation>
        </message>
        <message>
            <source>This program is too old to send it. Update the program, then it goes.</source>
            <translation>Programmet er for gammelt til at sende det. Opdater programmet, så bliver det sendt.</translation>
        </message>
        <message numerus="yes">
            <source>Took %n change(s) over</source>
            <translation>
                <numerusform>%n ændring er overtaget</numerusform>
                <numerusform>%n ændringer er overtaget</numerusform>
            </translation>
        </message>
        <message>
            <source>Tried to sync. The server did not answer.</source>
            <translation>Prøvede at synkronisere. Serveren svarede ikke.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Prøv igen</translation>
        </message>
        <message>
            <source>Two people changed the same. Both versions are kept meanwhile.</source>
            <translation>To har ændret det samme. Begge versioner er gemt imens.</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>Venter på at blive sendt</translation>
        </message>
        <message>
            <source>We try again by ourselves at {time}.</source>
            <translation>Vi prøver selv igen kl. {time}.</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Det er sket</translation>
        </message>
        <message>
            <source>You may not change this any more. Talk to your lead.</source>
            <translation>Du må ikke længere ændre dette. Tal med din leder.</translation>
        </message>
        <message>
            <source>Your access is closed. Contact your lead.</source>
            <translation>Din adgang er lukket. Kontakt din leder.</translation>
        </message>
        <message>
            <source>Your access to it is on its way. We try again by ourselves.</source>
            <translation>Din adgang til det er på vej. Vi prøver selv igen.</translation>
        </message>
        <message>
            <source>Your computer</source>
            <translation>Din computer</translation>
        </message>
        <message>
            <source>Your lead is closing this computer. What you have written is sent, and nothing more can be written here.</source>
            <translation>Din leder er ved at lukke denne computer. Det, du har skrevet, bliver sendt, og der kan ikke skrives mere her.</translation>
        </message>
        <message>
            <source>a colleague</source>
            <translation>en kollega</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>og %n mere</numerusform>
                <numerusform>og %n mere</numerusform>
            </translation>
        </message>
        <message>
            <source>never</source>
            <translation>aldrig</translation>
        </message>
    </context>
    <context>
        <name>SyncChip</name>
        <message numerus="yes">
            <source>%n change(s) waiting</source>
            <translation>
                <numerusform>%n ændring venter</numerusform>
                <numerusform>%n ændringer venter</numerusform>
            </translation>
        </message>
        <message>
            <source>Needs you</source>
            <translation>Kræver dig</translation>
        </message>
        <message>
            <source>Not synced yet</source>
            <translation>Ikke synkroniseret endnu</translation>
        </message>
        <message>
            <source>Offline: you can keep working</source>
            <translation>Offline – du kan arbejde videre</translation>
        </message>
        <message>
            <source>Only on this computer</source>
            <translation>Kun på denne computer</translation>
        </message>
        <message>
            <source>Synced at {time}</source>
            <translation>Synkroniseret kl. {time}</translation>
        </message>
        <message>
            <source>Synced {when}</source>
            <translation>Synkroniseret {when}</translation>
        </message>
        <message>
            <source>Syncing …</source>
            <translation>Synkroniserer …</translation>
        </message>
        <message>
            <source>This computer has no access any more. You can read what is here. Contact your lead.</source>
            <translation>Denne computer har ikke adgang mere. Du kan læse det, der ligger her. Kontakt din leder.</translation>
        </message>
        <message>
            <source>Your lead is closing this computer. You can read everything, and nothing more can be written here.</source>
            <translation>Din leder er ved at lukke denne computer. Du kan læse alt, men der kan ikke skrives mere her.</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>Done</source>
            <translation>Udført</translation>
        </message>
        <message>
            <source>Dropped</source>
            <translation>Bortfaldet</translation>
        </message>
        <message>
            <source>More about this note</source>
            <translation>Mere om notatet</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Tidslinje</translation>
        </message>
        <message>
            <source>also {names}</source>
            <translation>også {names}</translation>
        </message>
        <message>
            <source>hidden</source>
            <translation>skjult</translation>
        </message>
        <message>
            <source>{state}:</source>
            <translation>{state}:</translation>
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
            <source>An older copy of your data was put back on this computer. Everything that was sent is fetched again at the next sync. What was not sent since the copy is gone.</source>
            <translation>En ældre kopi af dine data er gendannet på denne computer. Alt, der er sendt, bliver hentet igen ved næste synkronisering. Det, du ikke nåede at sende siden kopien, er væk.</translation>
        </message>
        <message>
            <source>Everything agrees with the server again</source>
            <translation>Alt stemmer igen med serveren</translation>
        </message>
        <message>
            <source>Hide from others</source>
            <translation>Skjul for andre</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Lås nu</translation>
        </message>
        <message>
            <source>Names, areas and notes are hidden. Numbers and dates can still be seen.</source>
            <translation>Navne, områder og notater er skjult. Tal og datoer kan stadig ses.</translation>
        </message>
        <message>
            <source>Quick note</source>
            <translation>Hurtigt notat</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Søg</translation>
        </message>
        <message>
            <source>Search contacts, notes, follow-ups</source>
            <translation>Søg kontakter, notater, opfølgninger</translation>
        </message>
        <message>
            <source>Show again</source>
            <translation>Vis igen</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Synkroniser nu</translation>
        </message>
        <message>
            <source>Worried about a child?</source>
            <translation>Bekymret for et barn?</translation>
        </message>
        <message>
            <source>Your role or team has been changed. Lock and unlock once: then it holds here too. What you have written stays.</source>
            <translation>Din rolle eller dit hold er ændret. Lås, og lås op igen, så gælder det også her. Det, du har skrevet, bliver.</translation>
        </message>
    </context>
    <context>
        <name>Unlock</name>
        <message>
            <source>A copy of your data stands on this computer. What was sent since comes back with the next sync; what was not sent is gone.</source>
            <translation>Der ligger en kopi af dine data på denne computer. Det, der er sendt siden, kommer tilbage ved næste synkronisering. Det, der ikke er sendt, er væk.</translation>
        </message>
        <message>
            <source>Everything is encrypted on this computer.</source>
            <translation>Alt er krypteret på denne computer.</translation>
        </message>
        <message>
            <source>Forgotten your passphrase?</source>
            <translation>Glemt adgangskoden?</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>Låst</translation>
        </message>
        <message>
            <source>Put the copy back: {day}, {time}</source>
            <translation>Læg kopien tilbage: {day}, {time}</translation>
        </message>
        <message>
            <source>The copy stands in its place. Type your passphrase.</source>
            <translation>Kopien er gendannet. Skriv din adgangskode.</translation>
        </message>
        <message>
            <source>The keychain did not open it. Type your passphrase.</source>
            <translation>Nøgleringen kunne ikke låse op. Skriv din adgangskode.</translation>
        </message>
        <message>
            <source>The program could not show your pages. Everything you have written is saved. Unlock again. If it happens again, restart the program and tell IT.</source>
            <translation>Programmet kunne ikke vise dine sider. Alt, hvad du har skrevet, er gemt. Lås op igen. Sker det igen, så genstart programmet, og kontakt it.</translation>
        </message>
        <message>
            <source>The program locked because it was not in use.</source>
            <translation>Programmet blev låst, fordi det ikke var i brug.</translation>
        </message>
        <message>
            <source>Too many attempts. Try again in {time}.</source>
            <translation>For mange forsøg. Prøv igen om {time}.</translation>
        </message>
        <message>
            <source>Type your passphrase</source>
            <translation>Skriv din adgangskode</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Lås op</translation>
        </message>
        <message>
            <source>Unlock with this computer's keychain</source>
            <translation>Lås op med computerens nøglering</translation>
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
