package org.jettyferry;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jettyferry.node.ContextResolver;
import org.junit.jupiter.api.Test;

/** Holds the order of the rooms: each package may use only those before it, and none of them needs another in a circle. */
class ArchitectureTest {
    private static final String[] SHARED = {
        "org.jettyferry.jetty..", "org.jettyferry.settings..", "org.jettyferry.jdbcurl..", "org.jettyferry.version.."
    };

    /** One package for each vendor, directly below that of JDBC. */
    private static final String VENDORS = "org.jettyferry.jdbc.*";

    private static final String LIST_OF_VENDORS = "org.jettyferry.jdbc.Dialects";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.jettyferry");

    @Test
    void eachRoomUsesOnlyTheRoomsBeforeIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("shared")
                .definedBy(SHARED)
                .layer("blob")
                .definedBy("org.jettyferry.blob..")
                .layer("jdbc")
                .definedBy("org.jettyferry.jdbc..")
                .layer("store")
                .definedBy("org.jettyferry.store..")
                .layer("changelog")
                .definedBy("org.jettyferry.changelog..")
                .layer("update")
                .definedBy("org.jettyferry.update..")
                .layer("registry")
                .definedBy("org.jettyferry.registry..")
                .layer("rolling")
                .definedBy("org.jettyferry.rolling..")
                .layer("cli")
                .definedBy("org.jettyferry.cli..")
                .layer("node")
                .definedBy("org.jettyferry.node..")
                .layer("guest")
                .definedBy("org.jettyferry.guest..")
                .whereLayer("shared")
                .mayNotAccessAnyLayer()
                .whereLayer("blob")
                .mayOnlyAccessLayers("shared")
                .whereLayer("jdbc")
                .mayOnlyAccessLayers("shared", "blob")
                .whereLayer("store")
                .mayOnlyAccessLayers("shared", "blob", "jdbc")
                .whereLayer("changelog")
                .mayOnlyAccessLayers("shared", "jdbc")
                .whereLayer("registry")
                .mayOnlyAccessLayers("shared", "blob", "jdbc", "changelog")
                .whereLayer("update")
                .mayOnlyAccessLayers("shared", "jdbc", "changelog", "store")
                .whereLayer("rolling")
                .mayOnlyAccessLayers("shared", "jdbc", "store", "changelog", "registry")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyAccessLayers("shared", "blob", "jdbc", "store", "changelog", "registry", "update", "rolling")
                .whereLayer("guest")
                .mayOnlyAccessLayers("shared", "blob")
                .whereLayer("guest")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("node")
                .mayOnlyAccessLayers("shared")
                .whereLayer("node")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    /** The compiler holds this where it starts afresh; what an earlier build has left it would let through. */
    @Test
    void whatIsSharedNeedsJavaAlone() {
        classes()
                .that()
                .resideInAnyPackage(SHARED)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(SHARED, "java..", "org.jspecify.."))
                .check(CLASSES);
    }

    /** It runs in other people's web applications. */
    @Test
    void theNodeNeedsTheServletApiAlone() {
        classes()
                .that()
                .resideInAPackage("org.jettyferry.node..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(
                        SHARED,
                        "org.jettyferry.node..",
                        "java..",
                        "javax.sql..",
                        "javax.crypto..",
                        "javax.naming..",
                        "javax.management..",
                        "jakarta.servlet..",
                        "org.jspecify.."))
                .check(CLASSES);
    }

    /** It runs inside Jetty, beside whatever the site has there. */
    @Test
    void theGuestNeedsTheCodecAndJavaAlone() {
        classes()
                .that()
                .resideInAPackage("org.jettyferry.guest..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(
                        SHARED,
                        "org.jettyferry.guest..",
                        "org.jettyferry.blob..",
                        "java..",
                        "javax.sql..",
                        "org.jspecify.."))
                .check(CLASSES);
    }

    /** A site's own resolver of contexts is named by the node's package, and is all that its rooms know of that. */
    @Test
    void noTwoRoomsNeedEachOther() {
        slices().matching("org.jettyferry.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), type(ContextResolver.class))
                .ignoreDependency(name(LIST_OF_VENDORS), alwaysTrue())
                .check(CLASSES);
    }

    /** To add a database is to add a package and one line of the list. */
    @Test
    void vendorsAreKnownToTheirListAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(VENDORS)
                .and()
                .doNotHaveFullyQualifiedName(LIST_OF_VENDORS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VENDORS)
                .check(CLASSES);
    }

    /** Liquibase has singletons and logs of its own: one room knows how to live with them. */
    @Test
    void liquibaseIsKnownToOneRoomAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.jettyferry.changelog..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("liquibase..")
                .check(CLASSES);
    }

    @Test
    void noVendorUsesAnother() {
        slices().matching("org.jettyferry.jdbc.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void aRequestNeverMeetsADatabaseOrAFile() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.jettyferry.node.route..",
                        "org.jettyferry.node.contexts..",
                        "org.jettyferry.node.park..",
                        "org.jettyferry.node.decision..",
                        "org.jettyferry.node.resolve..",
                        "org.jettyferry.node.answer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.nio.file..", "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .check(CLASSES);
    }

    /** What a request reads knows nothing of requests: first the decision, then the cache, then the route. */
    @Test
    void theWayOfARequestLeadsOneWay() {
        eachUsesOnlyThoseBefore(
                "org.jettyferry.node.registry..",
                "org.jettyferry.node.decision..",
                "org.jettyferry.node.contexts..",
                "org.jettyferry.node.route..");
    }

    @Test
    void eachRoomOfTheStoreUsesOnlyTheRoomsBeforeIt() {
        eachUsesOnlyThoseBefore(
                "org.jettyferry.store.table..",
                "org.jettyferry.store.journal..",
                "org.jettyferry.store.detect..",
                "org.jettyferry.store.plan..",
                "org.jettyferry.store.verify..",
                "org.jettyferry.store.transfer..",
                "org.jettyferry.store.migrate..",
                "org.jettyferry.store.recover..",
                "org.jettyferry.store");
    }

    @Test
    void eachRoomOfTheUpdatesUsesOnlyTheRoomsBeforeIt() {
        eachUsesOnlyThoseBefore(
                "org.jettyferry.update.yaml",
                "org.jettyferry.update.column",
                "org.jettyferry.update",
                "org.jettyferry.update.preflight");
    }

    @Test
    void eachRoomOfTheCommandsUsesOnlyTheRoomsBeforeIt() {
        eachUsesOnlyThoseBefore(
                "org.jettyferry.cli.terminal..",
                "org.jettyferry.cli.connection..",
                "org.jettyferry.cli.output..",
                "org.jettyferry.cli.store..",
                "org.jettyferry.cli.registry..",
                "org.jettyferry.cli.update..",
                "org.jettyferry.cli.column..",
                "org.jettyferry.cli.rolling..",
                "org.jettyferry.cli");
    }

    /** A stored session is hostile input: it is read by its grammar, and never turned into objects. */
    @Test
    void noSessionIsDeserialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(CLASSES);
    }

    private void eachUsesOnlyThoseBefore(String... packages) {
        LayeredArchitecture order = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String one : packages) {
            order = order.layer(one).definedBy(one);
        }
        order = order.whereLayer(packages[0]).mayNotAccessAnyLayer();
        for (int i = 1; i < packages.length; i++) {
            order = order.whereLayer(packages[i]).mayOnlyAccessLayers(Arrays.copyOf(packages, i));
        }
        order.check(CLASSES);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }
}
