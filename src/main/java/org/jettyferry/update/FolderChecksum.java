package org.jettyferry.update;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Sha256;

/** The checksum of all files below a folder, with their names; what begins with a dot does not count. */
final class FolderChecksum {
    private FolderChecksum() {}

    static String of(Path folder) throws IOException {
        Sha256 hash = new Sha256();
        for (Path file : files(folder)) {
            byte[] content = Files.readAllBytes(file);
            hash.add(folder.relativize(file) + " " + content.length + "\n").add(content);
        }
        return hash.hex();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).toString().matches("(.*[/\\\\])?\\..*"))
                    .sorted()
                    .toList();
        }
    }
}
