package org.jettyferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Keeps the drawings what their sources say, so that nobody needs Graphviz to read them. */
class DrawingsTest {
    private static final Path FOLDER = Path.of("docs", "drawings");

    @Test
    void eachDrawingIsMadeFromItsPresentSource() throws Exception {
        List<Path> sources = files(".dot");
        assertThat(sources).hasSize(2);
        for (Path source : sources) {
            assertThat(Files.readString(drawing(source)))
                    .as("%s; run docs/drawings/draw", drawing(source))
                    .contains(source.getFileName() + ", SHA-256 " + sha256(source) + " ");
        }
        assertThat(files(".svg")).hasSameSizeAs(sources);
    }

    /** A browser shows nothing of a drawing that is not well-formed, and a page of GitHub no font or picture from elsewhere. */
    @Test
    void eachDrawingStandsAlone() throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (Path drawing : files(".svg")) {
            String text = Files.readString(drawing);
            Element svg = parser.parse(new InputSource(new StringReader(text))).getDocumentElement();

            assertThat(svg.getTagName()).isEqualTo("svg");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .as("%s: what a screen reader reads", drawing)
                    .isNotBlank();
            assertThat(text).doesNotContain("href", "<image", "<script", "url(");
        }
    }

    /** On a dark page the text would be dark on dark. */
    @Test
    void eachDrawingHasALightCardBehindIt() throws Exception {
        for (Path drawing : files(".svg")) {
            String text = Files.readString(drawing);
            assertThat(text.indexOf("<rect width=\"100%\" height=\"100%\""))
                    .as("%s", drawing)
                    .isBetween(1, text.indexOf("<text"));
        }
    }

    @Test
    void theReadmeShowsEachWithWordsForThoseWhoDoNotSeeIt() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Path drawing : files(".svg")) {
            assertThat(readme).containsPattern("!\\[[^\\]]{40,}\\]\\(docs/drawings/" + drawing.getFileName() + "\\)");
        }
    }

    private static Path drawing(Path source) {
        return source.resolveSibling(source.getFileName().toString().replace(".dot", ".svg"));
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
