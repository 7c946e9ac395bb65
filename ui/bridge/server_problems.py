"""The words for what goes wrong between this computer and the server."""

from helhedsplan_desktop.foundation.errors import AppError
from ui.bridge.problem_words import ProblemWords
from ui.language import translate


def founding_code(_: AppError) -> ProblemWords:
    """Return the words for a founding code that the server does not know."""
    return ProblemWords(
        translate("Problems", "The founding code is not right"),
        translate("Problems", "The server does not know this founding code."),
        translate("Problems", "Compare it with what IT gave you."),
    )


def founded(_: AppError) -> ProblemWords:
    """Return the words for a second founding."""
    return ProblemWords(
        translate("Problems", "The organisation exists already"),
        translate("Problems", "An organisation was founded on this server already."),
        translate("Problems", "Ask its lead for an invitation code."),
    )


def address(_: AppError) -> ProblemWords:
    """Return the words for a server address that is none."""
    return ProblemWords(
        translate("Problems", "The address cannot be used"),
        translate("Problems", "The server's address is not written as an address."),
        translate("Problems", "Write it as IT gave it, for instance https://plan.example."),
    )


def unreachable(_: AppError) -> ProblemWords:
    """Return the words for a silent server."""
    return ProblemWords(
        translate("Problems", "The server does not answer"),
        translate("Problems", "The server is not answering."),
        translate("Problems", "Check the network. What you wrote is saved; we will try again."),
    )


def not_ours(_: AppError) -> ProblemWords:
    """Return the words for a page that came in place of the server."""
    return ProblemWords(
        translate("Problems", "Something else answered"),
        translate("Problems", "Not our server but another page answered, perhaps a guest network."),
        translate("Problems", "Open a browser and sign in to the network, then try again."),
    )


def partly(_: AppError) -> ProblemWords:
    """Return the words for a network that lets only a part through."""
    return ProblemWords(
        translate("Problems", "Some of it does not get through"),
        translate("Problems", "The network stops some of the data. The rest is synced."),
        translate(
            "Problems",
            "Your changes are saved here, and we will try again. If it stays so, tell IT.",
        ),
    )


def busy(_: AppError) -> ProblemWords:
    """Return the words for a busy server."""
    return ProblemWords(
        translate("Problems", "The server is busy"),
        translate("Problems", "The server has too much to do right now."),
        translate("Problems", "We will try again by ourselves. Nothing is lost."),
    )


def refused(_: AppError) -> ProblemWords:
    """Return the words for a refusal."""
    return ProblemWords(
        translate("Problems", "The server said no"),
        translate("Problems", "The server would not take it."),
        translate("Problems", "It is saved here. Tell IT, with the time."),
    )


def untrusted(_: AppError) -> ProblemWords:
    """Return the words for a server that proves nothing."""
    return ProblemWords(
        translate("Problems", "The server cannot be trusted"),
        translate("Problems", "The server could not prove that it is yours. Nothing was sent."),
        translate("Problems", "Tell IT, and use another network until then."),
    )


def closed(_: AppError) -> ProblemWords:
    """Return the words for a closed access."""
    return ProblemWords(
        translate("Problems", "Your access is closed"),
        translate("Problems", "Your access is closed."),
        translate("Problems", "Contact your lead."),
    )


def unsealed(_: AppError) -> ProblemWords:
    """Return the words for a parcel of which nobody proves that it is new."""
    return ProblemWords(
        translate("Problems", "These changes may be old"),
        translate(
            "Problems",
            "The computer that wrote them has not sealed them since the server was last put back."
            " Nothing was taken over, and nothing is lost.",
        ),
        translate("Problems", "Once that computer is online it seals them by itself."),
    )


def ca_file(_: AppError) -> ProblemWords:
    """Return the words for a certificate file that cannot be read."""
    return ProblemWords(
        translate("Problems", "The organisation's certificate cannot be read"),
        translate(
            "Problems", "The file with your organisation's certificate is missing or broken."
        ),
        translate("Problems", "Tell IT. What you wrote is saved here."),
    )


def proxy(_: AppError) -> ProblemWords:
    """Return the words for a proxy that cannot be used."""
    return ProblemWords(
        translate("Problems", "The proxy cannot be used"),
        translate("Problems", "This computer is set up with a proxy that the program cannot use."),
        translate("Problems", "Tell IT. What you wrote is saved here."),
    )


def too_old(_: AppError) -> ProblemWords:
    """Return the words for what needs a newer program."""
    return ProblemWords(
        translate("Problems", "A newer version is needed"),
        translate("Problems", "This needs a newer version of the program."),
        translate("Problems", "Update the program. What you wrote is saved here."),
    )
