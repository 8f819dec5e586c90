package io.fairlead.core.runrecord;

import java.util.Optional;

/**
 * One path that the owner expected the job to leave, as it was when the job had ended.
 *
 * @param path in the container
 * @param there whether something was there
 * @param written whether it was written since the attempt began; false also where nothing was there
 * @param content of a file its bytes, of a folder the names and bytes of everything in it; empty where nothing was
 *     there or it was not read
 * @param note why there is no content; empty text where there is
 */
public record Output(String path, boolean there, boolean written, Optional<Content> content, String note) {

    public static Output read(String path, boolean written, Content content) {
        return new Output(path, true, written, Optional.of(content), "");
    }

    /** It is there, and what is in it is not known. */
    public static Output unread(String path, boolean written, String note) {
        return new Output(path, true, written, Optional.empty(), note);
    }

    public static Output missing(String path, String note) {
        return new Output(path, false, false, Optional.empty(), note);
    }
}
