package org.jettyferry;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jettyferry.node.ContextResolver;
import org.junit.jupiter.api.Test;

/** Holds the order of the rooms: each package may use only those before it, and none of them needs another in a circle. */
class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.jettyferry");

    @Test
    void eachRoomUsesOnlyTheRoomsBeforeIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("session")
                .definedBy("org.jettyferry.session..")
                .layer("database")
                .definedBy("org.jettyferry.database..")
                .layer("store")
                .definedBy("org.jettyferry.store..")
                .layer("registry")
                .definedBy("org.jettyferry.registry..")
                .layer("cli")
                .definedBy("org.jettyferry.cli..")
                .layer("node")
                .definedBy("org.jettyferry.node..")
                .whereLayer("session")
                .mayNotAccessAnyLayer()
                .whereLayer("database")
                .mayOnlyAccessLayers("session")
                .whereLayer("store")
                .mayOnlyAccessLayers("session", "database")
                .whereLayer("registry")
                .mayOnlyAccessLayers("session", "database")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyAccessLayers("session", "database", "store", "registry")
                .whereLayer("node")
                .mayNotAccessAnyLayer()
                .whereLayer("node")
                .mayNotBeAccessedByAnyLayer()
                .check(classes);
    }

    /** A site's own resolver of contexts is named by the node's package, and is all that its rooms know of that. */
    @Test
    void noTwoRoomsNeedEachOther() {
        slices().matching("org.jettyferry.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), type(ContextResolver.class))
                .check(classes);
    }

    @Test
    void aRequestNeverMeetsADatabaseOrAFile() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.jettyferry.node.routing..",
                        "org.jettyferry.node.resolve..",
                        "org.jettyferry.node.answer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.nio.file..", "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .check(classes);
    }
}
