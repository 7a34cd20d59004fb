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


class PackNotReadableError(AppError):
    """A file is not a pack of facts, is damaged, or is larger than any pack."""

    code = "pack-not-readable"
    template = N_("{file} is not a file of facts for Camera Check, or it is damaged.")
    next_step_template = N_("Download it again, or ask whoever gave it to you for a new copy. Nothing was changed.")


class PackSignatureError(AppError):
    """The signature does not fit the content."""

    code = "pack-signature"
    template = N_("The signature of {file} does not fit: it was changed after it was signed.")
    next_step_template = N_("Do not use this copy. Get it again from where it was published. Nothing was changed.")


class PackSignerUnknownError(AppError):
    """The signature fits, but nobody on this computer has said that the signer is trusted."""

    code = "pack-signer-unknown"
    template = N_(
        "{file} is signed by somebody whom this computer does not know yet. The mark of the signer is {mark}."
    )
    next_step_template = N_(
        "Ask the publisher for the mark by phone or on their web page. If it is the same, add the signer first. Nothing was changed."
    )


class PackOlderError(AppError):
    """The pack is not newer than what the program has, or older than one that was taken in before."""

    code = "pack-older"
    template = N_("{file} holds facts of {date}. This computer already took in or has facts of {have}.")
    next_step_template = N_("There is nothing to do. Look for a newer file from time to time.")


class PackSetAsideError(AppError):
    """The pack that counted is damaged; it was renamed, not deleted."""

    code = "pack-set-aside"
    template = N_("The newer facts that you took in are damaged. They were set aside as {folder}.")
    next_step_template = N_(
        "The facts that came with the program are used. To have the newer ones again, take in their file in the settings."
    )


class PackForNewerProgramError(AppError):
    """The pack is written for a later version of the program."""

    code = "pack-for-newer-program"
    template = N_("{file} is made for a newer version of Camera Check.")
    next_step_template = N_("Install the newest version, then take in the file again. Nothing was changed.")


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


class InventoryRestoredError(AppError):
    """The kept data could not be read; the last good copy took their place."""

    code = "inventory-restored"
    template = N_(
        "Your saved data could not be read. They were set aside as {file}, and the copy of {date} is in their place."
    )
    next_step_template = N_("Check what you entered since {date}. Keep the file: it may be possible to repair it.")


class InventoryInUseError(AppError):
    """Everything was deleted, but another window keeps the file from giving up what it held."""

    code = "inventory-in-use"
    template = N_(
        "Another window of Camera Check is using your saved data, so traces of what was deleted are still in the file."
    )
    next_step_template = N_("Close the other window, then delete everything once more.")


class ArchiveNotReadableError(AppError):
    """A file is not an export of the kept data, is damaged, or comes from a newer program."""

    code = "archive-not-readable"
    template = N_("{file} is not a file of saved data from Camera Check, or it is damaged.")
    next_step_template = N_("Choose a file that “Save a copy of everything” made. Nothing was changed.")


class PhotoNotKeptError(AppError):
    """A picture is too large or no picture, or the device has enough of them."""

    code = "photo-not-kept"
    template = N_("This picture could not be kept.")
    next_step_template = N_(
        "Choose a photo of at most 50 megapixels, or remove one of the pictures that are kept already."
    )


class ReportScanError(AppError):
    """A report was asked for, and there is no such scan."""

    code = "report-scan"
    template = N_("There is no kept scan to report on.")
    next_step_template = N_("Scan first. Then ask for the report again.")


class ReportDeviceError(AppError):
    """A report about one device was asked for, and there is no such device."""

    code = "report-device"
    template = N_("This report is about one device, and no device with that number or mark was found.")
    next_step_template = N_("Choose a device of the last scan, by its number or by the mark that a report shows.")


class ReportGuideError(AppError):
    """A guide was asked for that does not exist."""

    code = "report-guide"
    template = N_("There is no guide with that name.")
    next_step_template = N_("Choose one of: {choices}.")


class BundleNotReadableError(AppError):
    """A file is not a bundle for a second opinion, or it is damaged."""

    code = "bundle-not-readable"
    template = N_("{file} is not a file for a second opinion from Camera Check, or it is damaged.")
    next_step_template = N_("Ask whoever gave it to you to make it again. Nothing was changed.")


class PrinterError(AppError):
    """Printing failed."""

    code = "printer"
    template = N_("The page could not be printed.")
    next_step_template = N_("Check the printer, or save the page as a PDF file instead.")
