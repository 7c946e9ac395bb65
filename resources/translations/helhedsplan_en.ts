<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
    <context>
        <name>Conflicts</name>
        <message numerus="yes">
            <source>%n character(s) too many.</source>
            <translation>
                <numerusform>%n character too many.</numerusform>
                <numerusform>%n characters too many.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n contact(s)</source>
            <translation>
                <numerusform>%n contact</numerusform>
                <numerusform>%n contacts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ContactActs</name>
        <message numerus="yes">
            <source>%n record(s) moved</source>
            <translation>
                <numerusform>%n record moved</numerusform>
                <numerusform>%n records moved</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ContactRow</name>
        <message numerus="yes">
            <source>%n day(s) over</source>
            <translation>
                <numerusform>%n day over</numerusform>
                <numerusform>%n days over</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Contacts</name>
        <message numerus="yes">
            <source>%n contact(s)</source>
            <translation>
                <numerusform>%n contact</numerusform>
                <numerusform>%n contacts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Days</name>
        <message numerus="yes">
            <source>%n day(s) overdue</source>
            <translation>
                <numerusform>%n day overdue</numerusform>
                <numerusform>%n days overdue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min. ago</source>
            <translation>
                <numerusform>%n min. ago</numerusform>
                <numerusform>%n min. ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Erase</name>
        <message numerus="yes">
            <source>%n follow-up(s)</source>
            <translation>
                <numerusform>%n follow-up</numerusform>
                <numerusform>%n follow-ups</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n note(s)</source>
            <translation>
                <numerusform>%n note</numerusform>
                <numerusform>%n notes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n note(s) stay: they are about others too.</source>
            <translation>
                <numerusform>%n note stays: it is about others too.</numerusform>
                <numerusform>%n notes stay: they are about others too.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) are deleted everywhere</source>
            <translation>
                <numerusform>%n record is deleted everywhere</numerusform>
                <numerusform>%n records are deleted everywhere</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s)</source>
            <translation>
                <numerusform>%n remark</numerusform>
                <numerusform>%n remarks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FirstStart</name>
        <message numerus="yes">
            <source>%n character(s) missing.</source>
            <translation>
                <numerusform>%n character missing.</numerusform>
                <numerusform>%n characters missing.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FollowUps</name>
        <message numerus="yes">
            <source>In %n days</source>
            <translation>
                <numerusform>In %n day</numerusform>
                <numerusform>In %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Members</name>
        <message numerus="yes">
            <source>%n laptop(s) to approve</source>
            <translation>
                <numerusform>%n laptop to approve</numerusform>
                <numerusform>%n laptops to approve</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n member(s)</source>
            <translation>
                <numerusform>%n member</numerusform>
                <numerusform>%n members</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last seen %n day(s) ago</source>
            <translation>
                <numerusform>Last seen %n day ago</numerusform>
                <numerusform>Last seen %n days ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message numerus="yes">
            <source>%n conflict(s)</source>
            <translation>
                <numerusform>%n conflict</numerusform>
                <numerusform>%n conflicts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) to resolve</source>
            <translation>
                <numerusform>%n conflict to resolve</numerusform>
                <numerusform>%n conflicts to resolve</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s)</source>
            <translation>
                <numerusform>%n draft</numerusform>
                <numerusform>%n drafts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s) cannot be read</source>
            <translation>
                <numerusform>%n draft cannot be read</numerusform>
                <numerusform>%n drafts cannot be read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n piece(s) of news</source>
            <translation>
                <numerusform>%n piece of news</numerusform>
                <numerusform>%n pieces of news</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Show all %n</source>
            <translation>
                <numerusform>Show all %n</numerusform>
                <numerusform>Show all %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>bridging(s)</source>
            <translation>
                <numerusform>walk along</numerusform>
                <numerusform>walks along</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>follow-up(s) done</source>
            <translation>
                <numerusform>follow-up done</numerusform>
                <numerusform>follow-ups done</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>new contact(s)</source>
            <translation>
                <numerusform>new contact</numerusform>
                <numerusform>new contacts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>talk(s)</source>
            <translation>
                <numerusform>talk</numerusform>
                <numerusform>talks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n character(s) missing.</source>
            <translation>
                <numerusform>%n character missing.</numerusform>
                <numerusform>%n characters missing.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n second(s)</source>
            <translation>
                <numerusform>%n second</numerusform>
                <numerusform>%n seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>There is room for %n character(s).</source>
            <translation>
                <numerusform>There is room for %n character.</numerusform>
                <numerusform>There is room for %n characters.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuickNote</name>
        <message numerus="yes">
            <source>%n character(s) too many</source>
            <translation>
                <numerusform>%n character too many</numerusform>
                <numerusform>%n characters too many</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Recovery</name>
        <message numerus="yes">
            <source>%n character(s) missing.</source>
            <translation>
                <numerusform>%n character missing.</numerusform>
                <numerusform>%n characters missing.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Remark</name>
        <message numerus="yes">
            <source>%n character(s) too many</source>
            <translation>
                <numerusform>%n character too many</numerusform>
                <numerusform>%n characters too many</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message numerus="yes">
            <source>%n contact(s)</source>
            <translation>
                <numerusform>%n contact</numerusform>
                <numerusform>%n contacts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new note(s)</source>
            <translation>
                <numerusform>%n new note</numerusform>
                <numerusform>%n new notes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new remark(s)</source>
            <translation>
                <numerusform>%n new remark</numerusform>
                <numerusform>%n new remarks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new step(s)</source>
            <translation>
                <numerusform>%n new follow-up</numerusform>
                <numerusform>%n new follow-ups</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>No contact for %n days</source>
            <translation>
                <numerusform>No contact for %n day</numerusform>
                <numerusform>No contact for %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Silent for %n days</source>
            <translation>
                <numerusform>Silent for %n day</numerusform>
                <numerusform>Silent for %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message numerus="yes">
            <source>After %n minute(s)</source>
            <translation>
                <numerusform>After %n minute</numerusform>
                <numerusform>After %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StepStrip</name>
        <message numerus="yes">
            <source>%n day(s) overdue</source>
            <translation>
                <numerusform>%n day overdue</numerusform>
                <numerusform>%n days overdue</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Sync</name>
        <message numerus="yes">
            <source>%n change(s) of {name} wait for you</source>
            <translation>
                <numerusform>%n change of {name} wait for you</numerusform>
                <numerusform>%n changes of {name} wait for you</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) waiting to be sent</source>
            <translation>
                <numerusform>%n change waiting to be sent</numerusform>
                <numerusform>%n changes waiting to be sent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) to resolve</source>
            <translation>
                <numerusform>%n conflict to resolve</numerusform>
                <numerusform>%n conflicts to resolve</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n deletion(s) wait for your answer</source>
            <translation>
                <numerusform>%n deletion waits for your answer</numerusform>
                <numerusform>%n deletions wait for your answer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Erased %n record(s) everywhere.</source>
            <translation>
                <numerusform>Erased %n record everywhere.</numerusform>
                <numerusform>Erased %n records everywhere.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Handed %n change(s) over to a lead, who can take them in.</source>
            <translation>
                <numerusform>Handed %n change over to a lead, who can take them in.</numerusform>
                <numerusform>Handed %n changes over to a lead, who can take them in.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Received %n change(s).</source>
            <translation>
                <numerusform>Received %n change.</numerusform>
                <numerusform>Received %n changes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Sent %n change(s).</source>
            <translation>
                <numerusform>Sent %n change.</numerusform>
                <numerusform>Sent %n changes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Set %n change(s) aside.</source>
            <translation>
                <numerusform>Set %n change aside.</numerusform>
                <numerusform>Set %n changes aside.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The network did not let %n change(s) through.</source>
            <translation>
                <numerusform>The network did not let %n change through.</numerusform>
                <numerusform>The network did not let %n changes through.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server did not remove %n moved record(s) at the old place.</source>
            <translation>
                <numerusform>The server did not remove %n moved record at the old place.</numerusform>
                <numerusform>The server did not remove %n moved records at the old place.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server had lost %n change(s) of access. They are there again.</source>
            <translation>
                <numerusform>The server had lost %n change of access. They are there again.</numerusform>
                <numerusform>The server had lost %n changes of access. They are there again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server lacked %n change(s). They are sent again.</source>
            <translation>
                <numerusform>The server lacked %n change. It is sent again.</numerusform>
                <numerusform>The server lacked %n changes. They are sent again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server was put back and lost %n decision(s) about access. They are decided again, and the keys are changed. Nothing of the residents is lost.</source>
            <translation>
                <numerusform>The server was put back and lost %n decision about access. It is decided again, and the keys are changed. Nothing of the residents is lost.</numerusform>
                <numerusform>The server was put back and lost %n decisions about access. They are decided again, and the keys are changed. Nothing of the residents is lost.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took %n change(s) over</source>
            <translation>
                <numerusform>Took %n change over</numerusform>
                <numerusform>Took %n changes over</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncChip</name>
        <message numerus="yes">
            <source>%n change(s) waiting</source>
            <translation>
                <numerusform>%n change waiting</numerusform>
                <numerusform>%n changes waiting</numerusform>
            </translation>
        </message>
    </context>
</TS>
