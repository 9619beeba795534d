package dev.godwit.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.godwit.client");

    @Test
    void sdkKnowsSqliteKnowsCoreAndNotTheOtherWayRound() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("view")
                .definedBy("dev.godwit.client.view..")
                .layer("core")
                .definedBy("dev.godwit.client.core..")
                .layer("sqlite")
                .definedBy("dev.godwit.client.sqlite..")
                .layer("sdk")
                .definedBy("dev.godwit.client.sdk..")
                .whereLayer("sdk")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("sqlite")
                .mayOnlyBeAccessedByLayers("sdk")
                .whereLayer("core")
                .mayOnlyBeAccessedByLayers("sqlite", "sdk")
                .check(CLASSES);
    }

    @Test
    void coreDoesNoInputOrOutputReadsNoClockAndStartsNoThread() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.client.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.sql..", "java.nio..", "java.util.concurrent..", "java.time..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreKnowsSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.godwit.client.sqlite..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void nothingHereKnowsTheServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.godwit.server..", "dev.godwit.cli..")
                .check(CLASSES);
    }
}
