package org.jettyferry.update.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of two class files serialization takes for the same. */
class SerialFormTest {
    private static final String DECLARED = "private static final long serialVersionUID = 1; ";
    private static final String CART = "public class Cart implements java.io.Serializable { BODY }";
    private static final List<PackageRule> RULES = List.of(new PackageRule("cluster", List.of("Cart"), true, "", ""));

    @TempDir
    Path folder;

    /** What Java itself computes is the measure. */
    @ParameterizedTest
    @ValueSource(classes = {Plain.class, Plain.Inner.class, WithInitializer.class, Stopped.class})
    void theUidIsThatOfJava(Class<?> type) throws IOException {
        assertThat(read(type).orElseThrow().uid())
                .hasValue(ObjectStreamClass.lookup(type).getSerialVersionUID());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            int a;                        | transient int cache; int a;
            int a;                        | static int count; int a; void more() { }
            int a; long b;                | long b; int a;
            int a; void go() { }          | int a; void go() { System.out.println(); }
            """)
    void whatIsNotWrittenMayChange(String before, String after) throws IOException {
        assertThat(changes(DECLARED + before, DECLARED + after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            int a;              | long a;             | field a of another type
            int a;              | int a; int b;       | field b is new
            int a; int b;       | int a;              | field b removed
            """)
    void whatIsWrittenMayNot(String before, String after, String difference) throws IOException {
        assertThat(changes(DECLARED + before, DECLARED + after)).contains("Cart (" + difference + ")");
    }

    @Test
    void anotherUidIsTold() throws IOException {
        assertThat(changes(DECLARED, DECLARED.replace("1", "2"))).contains("Cart (serialVersionUID 1 to 2)");
        assertThat(changes("int a;", "int a; public void more() { }"))
                .as("computed from all methods that are not private")
                .contains("Cart (serialVersionUID ");
        assertThat(changes("int a;", "int a; private void more() { }")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException { out.writeInt(NUMBER); }",
                "private Object readResolve() { return NUMBER; }",
                "private static final java.io.ObjectStreamField[] serialPersistentFields = new java.io.ObjectStreamField[NUMBER];",
                "private static final long serialVersionUID = Integer.parseInt(\"NUMBER\");"
            })
    void whereCodeDecidesTheBytesCount(String body) throws IOException {
        String one = (body.contains("serialVersionUID") ? "" : DECLARED) + body;

        assertThat(changes(one.replace("NUMBER", "1"), one.replace("NUMBER", "2")))
                .contains("Cart (its own code says what is written)");
        assertThat(changes(one.replace("NUMBER", "1"), one.replace("NUMBER", "1")))
                .isEmpty();
    }

    @Test
    void javaTakesEnumsByNameAndRecordsByTheirComponents() throws IOException {
        assertThat(typeChanges("enum Cart { A, B }", "enum Cart { A, B; public void more() { } }"))
                .isEmpty();
        assertThat(typeChanges("enum Cart { A, B }", "enum Cart { A, C }"))
                .contains("Cart (field B removed, field C is new)");
        String card = "record Cart(int a) implements java.io.Serializable { BODY }";
        assertThat(typeChanges(card.replace("BODY", ""), card.replace("BODY", "public void more() { }")))
                .isEmpty();
        assertThat(typeChanges(
                        card.replace("BODY", ""),
                        card.replace("int a", "long a").replace("BODY", "")))
                .contains("Cart (field a of another type)");
    }

    @Test
    void aBrokenFileIsNotTakenForEqual() {
        assertThat(SerialFormReader.read(new byte[] {1, 2, 3})).isEmpty();
        assertThat(SerialFormReader.read(new byte[0])).isEmpty();
    }

    @Test
    void aRuleOnBytesSeesEveryChange() throws IOException {
        List<PackageRule> bytes = List.of(new PackageRule("cluster", List.of("Cart"), false, "", ""));
        Path before = jar("one", CART.replace("BODY", DECLARED));
        Path after = jar("two", CART.replace("BODY", DECLARED + "void more() { }"));

        assertThat(PackageCheck.findings(listed(before, bytes), listed(after, bytes), bytes))
                .hasSize(1);
        assertThat(PackageCheck.findings(listed(before, RULES), listed(after, RULES), RULES))
                .isEmpty();
    }

    private String changes(String before, String after) throws IOException {
        return typeChanges(CART.replace("BODY", before), CART.replace("BODY", after));
    }

    private String typeChanges(String before, String after) throws IOException {
        List<Finding> findings =
                PackageCheck.findings(listed(jar("one", before), RULES), listed(jar("two", after), RULES), RULES);
        return findings.isEmpty() ? "" : ((Finding.Obstacle) findings.get(0)).reason();
    }

    private static Map<String, ListedClass> listed(Path jar, List<PackageRule> rules) {
        return Artifacts.read(jar, Optional.empty(), rules).listed();
    }

    /** Compiles a class. */
    private Path jar(String name, String source) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path file = Files.writeString(classes.resolve("Cart.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", classes.toString(), file.toString()))
                .isZero();
        return classes;
    }

    private static Optional<SerialForm> read(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return SerialFormReader.read(file.readAllBytes());
        }
    }

    /** A class whose UID Java computes. */
    @SuppressWarnings("serial")
    static class Plain implements Serializable, Comparable<Plain> {
        protected int a;
        private transient long b;
        static String c = "c";

        /** With a reference to the outer object. */
        @SuppressWarnings("serial")
        final class Inner implements Serializable {
            String text = "";
        }

        @Override
        public int compareTo(Plain other) {
            return Long.compare(a + b, other.a + other.b);
        }
    }

    /** One that declares it. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 77L;
    }

    /** One with a static initializer. */
    @SuppressWarnings("serial")
    abstract static class WithInitializer implements Serializable {
        static final List<String> NAMES = new ArrayList<>();

        abstract void go(ObjectOutputStream out, int[][] numbers);
    }
}
