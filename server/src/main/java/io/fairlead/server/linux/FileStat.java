package io.fairlead.server.linux;

/**
 * What the kernel knows of a file.
 *
 * @param file which file it is
 * @param kind what sort of file
 * @param mode the permission bits with set-id and sticky, 0 to 07777
 * @param uid its owner, as an unsigned 32-bit number
 * @param gid its group, as an unsigned 32-bit number
 * @param bytes its length; of a folder whatever the file system says
 * @param allocatedBytes what it takes on the disk
 * @param mountRoot whether something is mounted here
 */
public record FileStat(
        FileId file, FileKind kind, int mode, long uid, long gid, long bytes, long allocatedBytes, boolean mountRoot) {

    /** A file's identity on this machine: device and inode. */
    public record FileId(int major, int minor, long inode) {}

    /** The sorts of file that matter here. */
    public enum FileKind {
        FOLDER,
        REGULAR,
        LINK,
        OTHER
    }
}
