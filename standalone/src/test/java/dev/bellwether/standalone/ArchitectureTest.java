package dev.bellwether.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependency rules of ARCHITECTURE.md. */
class ArchitectureTest {
    private static final String ROOT = "dev.bellwether.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellwether");

    @Test
    void everyModuleIsSeen() {
        for (String module : List.of(
                "model",
                "protocol",
                "promql",
                "agent",
                "stream",
                "broker",
                "storage",
                "process",
                "ingest",
                "alerting",
                "alerting.stream",
                "alert",
                "query",
                "cli")) {
            assertThat(CLASSES.stream().filter(type -> type.getPackageName().startsWith(ROOT + module)))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @Test
    void theModelKnowsTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + "model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + "model..")
                .check(CLASSES);
    }

    @Test
    void promqlKnowsTheModelAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + "promql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + "model..", ROOT + "promql..")
                .check(CLASSES);
    }

    @Test
    void alertingKnowsNoStreamAndNoApp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "alerting..")
                .and()
                .resideOutsideOfPackage(ROOT + "alerting.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "stream..",
                        ROOT + "alerting.stream..",
                        ROOT + "protocol..",
                        ROOT + "storage..",
                        ROOT + "alert..",
                        ROOT + "query..",
                        ROOT + "ingest..",
                        ROOT + "agent..")
                .check(CLASSES);
    }

    @Test
    void theTopicsOfAlertingKnowNoApp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "alerting.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "storage..", ROOT + "alert..", ROOT + "query..", ROOT + "ingest..", ROOT + "agent..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "ingest", "alert", "query", "cli"})
    void appsDoNotKnowEachOther(String app) {
        String[] others = List.of("agent", "ingest", "alert", "query", "cli", "standalone").stream()
                .filter(other -> !other.equals(app))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + app + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void whatProcessesShareKnowsNoAppAndStorageInOnePackageAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "process..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "agent..",
                        ROOT + "ingest..",
                        ROOT + "alert..",
                        ROOT + "query..",
                        ROOT + "cli..",
                        ROOT + "standalone..",
                        ROOT + "broker..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "process..")
                .and()
                .resideOutsideOfPackage(ROOT + "process.database..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "storage..")
                .check(CLASSES);
    }

    @Test
    void theAlertEngineMeetsStorageAndTheEnvironmentInItsMainAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "alert..")
                .and()
                .resideOutsideOfPackage(ROOT + "alert.main..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "storage..", ROOT + "process..")
                .check(CLASSES);
    }

    @Test
    void theCommandLineKnowsOfOurModulesLibrariesAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "protocol..",
                        ROOT + "stream..",
                        ROOT + "alerting.stream..",
                        ROOT + "broker..",
                        ROOT + "storage..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTimescaleAdapterAndTheEmbeddedDatabaseSeeJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "storage.timescale..", ROOT + "standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..")
                .check(CLASSES);
    }

    @Test
    void onlyStreamAdaptersSeeKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "stream..", ROOT + "broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyTransportSeesProtobufAndGrpc() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "protocol..",
                        ROOT + "agent.send..",
                        ROOT + "agent.scrape.protobuf..",
                        ROOT + "ingest.gateway..",
                        ROOT + "query.remote..",
                        ROOT + "remote..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "io.grpc..")
                .check(CLASSES);
    }

    @Test
    void micronautStaysInWiringAndApi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "query.wiring..", ROOT + "query.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..")
                .check(CLASSES);
    }
}
