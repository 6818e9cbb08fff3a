package org.jettyferry.registry;

import java.util.Optional;
import org.jettyferry.version.SchemaVersion;

/**
 * A database schema that holds the data of contexts.
 *
 * @param id its number, never given twice
 * @param name its name
 * @param url a JDBC URL or catalog for people to read; empty if none was given
 * @param server the name of the server that it is assigned to; empty if it is assigned to none
 * @param enabled whether its contexts are in service
 * @param reason why it is disabled; empty if none was given
 * @param contexts how many contexts live in it
 * @param version the version that is recorded of it; empty if none is
 */
public record Schema(
        long id,
        String name,
        Optional<String> url,
        Optional<String> server,
        boolean enabled,
        String reason,
        long contexts,
        Optional<String> version) {

    /** The host in the URL; empty if there is none. */
    public String host() {
        int begin = url.orElse("").indexOf("//") + 2;
        return begin < 2 ? "" : url.orElse("").substring(begin).split("[:/;?,]", 2)[0];
    }

    Schema movedTo(Server to) {
        return new Schema(id, name, url, Optional.of(to.name()), enabled, reason, contexts, version);
    }

    Schema switched(boolean on, String why) {
        return new Schema(id, name, url, server, on, why, contexts, version);
    }

    Schema withVersion(Optional<SchemaVersion> now) {
        return new Schema(id, name, url, server, enabled, reason, contexts, now.map(SchemaVersion::toString));
    }
}
