"""Problems that a person can meet: one class each, with a sentence and a next step."""

from typing import ClassVar

from app.model.text import N_, Sentence


class AppError(Exception):
    """A problem that a person can understand. sentence says what is so, next_step what can be done; detail is for experts."""

    code: ClassVar[str] = "internal"
    template: ClassVar[str] = N_("Something went wrong inside the program.")
    next_step_template: ClassVar[str] = N_("Try again. If it happens again, please report it with the details below.")

    def __init__(self, detail: str = "", **parameters: str) -> None:
        super().__init__(detail or self.template)
        self.detail = detail
        self.parameters = parameters

    @property
    def sentence(self) -> Sentence:
        """What is so."""
        return Sentence(self.template, self.parameters)

    @property
    def next_step(self) -> Sentence:
        """What the person can do."""
        return Sentence(self.next_step_template, self.parameters)


class NoUsableNetworkError(AppError):
    """This computer has no private network that may be scanned."""

    code = "no-network"
    template = N_("This computer is not connected to a home or office network that can be scanned.")
    next_step_template = N_("Connect to your Wi-Fi or network cable, switch off any VPN, and scan again.")


class NetworkNotAllowedError(AppError):
    """A network was asked for that this program never scans."""

    code = "network-not-allowed"
    template = N_("{network} is not a private network of this computer, so it is not scanned.")
    next_step_template = N_("Choose one of this computer's own networks: {choices}.")


class NetworkTooLargeError(AppError):
    """A network was asked for that is larger than a /20."""

    code = "network-too-large"
    template = N_("{network} has too many addresses to ask one by one.")
    next_step_template = N_("Choose a part of it with at most {limit} addresses.")


class UnknownInterfaceError(AppError):
    """An adapter was named that this computer does not have."""

    code = "unknown-interface"
    template = N_("This computer has no network adapter named {name}.")
    next_step_template = N_("Choose one of: {choices}.")


class SendRefusedError(AppError):
    """The guard stopped a packet: a fault of ours, never shown as the device's."""

    code = "send-refused"
    template = N_("The program stopped itself from contacting an address outside your network.")


class SendBlockedError(AppError):
    """The system does not let this program talk to the local network."""

    code = "send-blocked"
    template = N_("This computer did not let Camera Check talk to the network {network}.")
    next_step_template = N_(
        "Check the firewall and, on a Mac, System Settings > Privacy & Security > Local Network. Then scan again."
    )


class ListenUnavailableError(AppError):
    """A port that devices answer to is taken by another program."""

    code = "listen-unavailable"
    template = N_(
        "Another program on this computer is using a port that some questions need: some answers may be missed."
    )
    next_step_template = N_("You can go on. If a device is missing, close other camera programs and scan again.")


class StepFailedError(AppError):
    """One question failed as a whole; the others went on."""

    code = "step-failed"
    template = N_("One part of the scan did not work: {question}. The rest went on.")
    next_step_template = N_("You can use the results. Scan again to try that part once more.")


class FileNotReadableError(AppError):
    """A file is missing, not readable or not what it should be."""

    code = "file-not-readable"
    template = N_("The file {file} cannot be read.")
    next_step_template = N_("Check that the file exists, that it is complete and that you may open it.")


class FileNotWrittenError(AppError):
    """A file could not be written; nothing that was there is lost."""

    code = "file-not-written"
    template = N_("The file {file} could not be written.")
    next_step_template = N_("Choose another folder or name, and check that the disk is not full.")


class KnowledgeError(AppError):
    """The rules or facts that the program carries are damaged."""

    code = "knowledge"
    template = N_("The program's own facts are damaged or missing.")
    next_step_template = N_("Install Camera Check again.")


class InventoryNewerError(AppError):
    """The kept data come from a newer version of the program."""

    code = "inventory-newer"
    template = N_("Your saved data were written by a newer version of Camera Check.")
    next_step_template = N_("Install the newest version. Nothing was changed.")


class InventoryDamagedError(AppError):
    """The kept data cannot be read; they were set aside, not deleted."""

    code = "inventory-damaged"
    template = N_("Your saved data could not be read. They were set aside as {file}.")
    next_step_template = N_("The program starts with empty data. Keep the file: it may be possible to repair it.")


class PrinterError(AppError):
    """Printing failed."""

    code = "printer"
    template = N_("The page could not be printed.")
    next_step_template = N_("Check the printer, or save the page as a PDF file instead.")
