package org.jettyferry.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jettyferry.blob.JettyLine;
import org.junit.jupiter.api.Test;

/** Compares the rules with the real code of Jetty on random paths. */
class PathRuleTest {
    private static final int PATHS = Integer.getInteger("ferry.paths", 2000);
    private static final String CHARACTERS = "abcXYZ019_-~/./.!=,;: %&*?|<>\"'#[]\\^`{}@+$()\t\u007fäé€";

    @Test
    void sanitisedIsWhatJetty9420Does() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < PATHS; i++) {
            String path = path(random);
            String expected = sanitise(JettyLine.JETTY_9_4, path);
            assertThat(PathRule.SANITISED.canonical(path)).as(path).isEqualTo(expected);
        }
    }

    @Test
    void encodedIsWhatJetty9431To11Does() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < PATHS; i++) {
            String path = path(random);
            String encoded = JettyLine.JETTY_9_4.callStatic("org.eclipse.jetty.util.URIUtil", "encodePath", path);
            String expected = sanitise(JettyLine.JETTY_9_4, encoded);
            assertThat(PathRule.ENCODED.canonical(path)).as(path).isEqualTo(expected);
        }
    }

    @Test
    void canonicalIsWhatJetty12Does() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < PATHS; i++) {
            String path = path(random).replace(".", "").replaceAll("%(?![0-9A-Fa-f]{2})", "%20");
            String canonical = JettyLine.JETTY_12_1.callStatic("org.eclipse.jetty.util.URIUtil", "canonicalPath", path);
            String expected = sanitise(JettyLine.JETTY_12_1, canonical);
            assertThat(PathRule.CANONICAL.canonical(path)).as(path).isEqualTo(expected);
        }
    }

    private static String sanitise(JettyLine line, String path) throws Exception {
        return line.callStatic("org.eclipse.jetty.util.StringUtil", "sanitizeFileSystemName", path);
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(12); i > 0; i--) {
            path.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return random.nextInt(5) == 0 ? path + "%2F%41%C3%A9%3b" : path.toString();
    }
}
