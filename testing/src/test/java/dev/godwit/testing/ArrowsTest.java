package dev.godwit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.godwit.server.delivery.EncodedFrame;
import dev.godwit.server.delivery.Session;
import dev.godwit.server.presence.LastSeenStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// The arrows of ARCHITECTURE.md: who may know whom.
class ArrowsTest {
    private static final JavaClasses GODWIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.godwit.protocol", "dev.godwit.server", "dev.godwit.client", "dev.godwit.cli");

    private static final JavaClasses TESTING = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.godwit.testing");

    /// So that it can judge any history, whoever wrote it down.
    @Test
    void theCheckerKnowsTheProtocolOnly() {
        classes()
                .that()
                .resideInAPackage("dev.godwit.testing.history..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.godwit.testing.history..",
                        "dev.godwit.protocol..",
                        "java..",
                        "tools.jackson..",
                        "org.jspecify..")
                .check(TESTING);
    }

    /// Chance and time are the seed's. Only who tells people how long many seeds take looks at a clock.
    @Test
    void theSimulationHasNoTimeChanceOrThreadsOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.testing.simulation..")
                .and()
                .doNotHaveSimpleName("Seeds")
                .and()
                .doNotHaveSimpleName("Progress")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class, Timer.class)
                .check(TESTING);
    }

    @Test
    void nothingThatShipsKnowsItsTests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.godwit.testing..")
                .check(GODWIT);
    }

    @Test
    void protocolKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.godwit.server..", "dev.godwit.client..", "dev.godwit.cli..")
                .check(GODWIT);
    }

    @Test
    void clientAndServerNeverMeet() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.godwit.server..", "dev.godwit.cli..")
                .check(GODWIT);
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.godwit.client..", "dev.godwit.cli..")
                .check(GODWIT);
    }

    @Test
    void theCommandLineUsesTheServerByItsWayInOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.cli..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.godwit.server..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.godwit.server.app..")))
                        .as("are in the server and not in its app"))
                .check(GODWIT);
    }

    @Test
    void onlyAppKnowsTheServersAdapters() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.godwit.server.app..", "dev.godwit.server.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.godwit.server.store..")
                .check(GODWIT);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.godwit.server.app..", "dev.godwit.server.identity.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.godwit.server.identity.sql..")
                .check(GODWIT);
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.server..")
                .and()
                .resideOutsideOfPackage("dev.godwit.server.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.godwit.server.app..")
                .check(GODWIT);
    }

    @Test
    void aStoreKnowsOnlyThePortsThatItImplements() {
        classes()
                .that()
                .resideInAPackage("dev.godwit.server.store.(*)..")
                .should()
                .onlyDependOnClassesThat(
                        new DescribedPredicate<>("are the ports, the protocol, the store itself or no part of Godwit") {
                            @Override
                            public boolean test(JavaClass other) {
                                String name = other.getPackageName();
                                return !name.startsWith("dev.godwit.")
                                        || name.startsWith("dev.godwit.protocol")
                                        || name.startsWith("dev.godwit.server.store")
                                        || name.equals("dev.godwit.server.log")
                                        || name.equals("dev.godwit.server.delivery")
                                        || name.equals("dev.godwit.server.presence");
                            }
                        })
                .check(GODWIT);
        slices().matching("dev.godwit.server.store.(*)..")
                .should()
                .notDependOnEachOther()
                .check(GODWIT);
    }

    @Test
    void identityKnowsNothingOfMessages() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.server.identity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.godwit.server.log..",
                        "dev.godwit.server.delivery..",
                        "dev.godwit.server.gateway..",
                        "dev.godwit.server.store..",
                        "dev.godwit.server.http..")
                .check(GODWIT);
    }

    @Test
    void arrowsPointTowardsTheLog() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.server.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.godwit.server.delivery..",
                        "dev.godwit.server.gateway..",
                        "dev.godwit.server.http..",
                        "dev.godwit.server.identity..")
                .check(GODWIT);
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.server.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.godwit.server.gateway..", "dev.godwit.server.http..", "dev.godwit.server.identity..")
                .check(GODWIT);
    }

    @Test
    void presenceIsASideRoad() {
        classes()
                .that()
                .resideInAPackage("dev.godwit.server.presence..")
                .should()
                .onlyDependOnClassesThat(
                        new DescribedPredicate<>(
                                "are the protocol, the log, a session as delivery sees it, presence itself or no part of Godwit") {
                            @Override
                            public boolean test(JavaClass other) {
                                String name = other.getPackageName();
                                return !name.startsWith("dev.godwit.")
                                        || name.startsWith("dev.godwit.protocol")
                                        || name.equals("dev.godwit.server.log")
                                        || name.equals("dev.godwit.server.presence")
                                        || other.isEquivalentTo(Session.class)
                                        || other.isEquivalentTo(EncodedFrame.class);
                            }
                        })
                .check(GODWIT);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.godwit.server.presence..", "dev.godwit.server.gateway..", "dev.godwit.server.app..")
                .and()
                .resideOutsideOfPackage("dev.godwit.server.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.godwit.server.presence..")
                .check(GODWIT);
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.server.store..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.godwit.server.presence..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(LastSeenStore.class)))
                        .as("are in presence and not its port to the store"))
                .check(GODWIT);
    }

    @Test
    void driversStayInTheirAdapters() {
        onlyIn("org.rocksdb..", "dev.godwit.server.store.rocks..");
        onlyIn("com.ibm.icu..", "dev.godwit.server.identity");
        onlyIn("org.jdbi..", "dev.godwit.server.identity.sql..");
        onlyIn("io.vertx..", "dev.godwit.server.http..", "dev.godwit.server.gateway..", "dev.godwit.server.app..");
        onlyIn("io.netty..", "dev.godwit.server.gateway..", "dev.godwit.server.http..", "dev.godwit.server.app..");
        onlyIn("org.sqlite..", "dev.godwit.server.identity.sql..", "dev.godwit.client.sqlite..");
        onlyIn("java.sql..", "dev.godwit.server.identity.sql..", "dev.godwit.client.sqlite..");
        onlyIn("picocli..", "dev.godwit.cli..");
    }

    private static void onlyIn(String driver, String... adapters) {
        noClasses()
                .that()
                .resideOutsideOfPackages(adapters)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(driver)
                .check(GODWIT);
    }

    @Test
    void whatDecidesDoesNoInputOrOutputAndAsksNoClockAndNoChance() {
        classesOfTheCore()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .check(GODWIT);
        classesOfTheCore()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class, Thread.class, Timer.class)
                .check(GODWIT);
        classesOfTheCore()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .check(GODWIT);
        classesOfTheCore().should().callMethod(System.class, "nanoTime").check(GODWIT);
        classesOfTheCore().should().callMethod(Instant.class, "now").check(GODWIT);
        classesOfTheCore().should().callMethod(LocalDateTime.class, "now").check(GODWIT);
        classesOfTheCore().should().callMethod(Clock.class, "systemUTC").check(GODWIT);
        classesOfTheCore().should().callMethod(UUID.class, "randomUUID").check(GODWIT);
    }

    private static GivenClassesConjunction classesOfTheCore() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.godwit.server.log..",
                        "dev.godwit.server.delivery..",
                        "dev.godwit.server.presence..",
                        "dev.godwit.client.core..",
                        "dev.godwit.protocol..");
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.godwit.server.(**)").should().beFreeOfCycles().check(GODWIT);
        slices().matching("dev.godwit.client.(**)").should().beFreeOfCycles().check(GODWIT);
    }
}
