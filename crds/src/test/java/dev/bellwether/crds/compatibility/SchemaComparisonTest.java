package dev.bellwether.crds.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaComparisonTest {
    private static JSONSchemaPropsBuilder text() {
        return new JSONSchemaPropsBuilder().withType("string");
    }

    private static JSONSchemaPropsBuilder number() {
        return new JSONSchemaPropsBuilder().withType("integer");
    }

    private static JSONSchemaPropsBuilder list(JSONSchemaProps items) {
        return new JSONSchemaPropsBuilder().withType("array").withItems(new JSONSchemaPropsOrArray(null, items));
    }

    private static JSONSchemaProps object(JSONSchemaPropsBuilder field) {
        return new JSONSchemaPropsBuilder()
                .withType("object")
                .addToProperties("field", field.build())
                .build();
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(text(), number(), "field type is integer, before string"),
                Arguments.of(text(), text().withMaxLength(5L), "field longest text is 5, before without bound"),
                Arguments.of(text().withMaxLength(9L), text().withMaxLength(5L), "field longest text is 5, before 9"),
                Arguments.of(text(), text().withMinLength(1L), "field shortest text is 1, before without bound"),
                Arguments.of(text(), text().withPattern("a"), "field must match a, before null"),
                Arguments.of(text().withPattern("a"), text().withPattern("b"), "field must match b, before a"),
                Arguments.of(text(), text().withEnum(new TextNode("A")), "field took any value and takes only A now"),
                Arguments.of(
                        text().withEnum(new TextNode("A"), new TextNode("B")),
                        text().withEnum(new TextNode("A"), new TextNode("C")),
                        "field does not take B any more"),
                Arguments.of(
                        text().withDefault(new TextNode("A")),
                        text().withDefault(new TextNode("B")),
                        "field has the default \"B\", it was \"A\""),
                Arguments.of(
                        number().withMaximum(9.0),
                        number().withMaximum(5.0),
                        "field greatest number is 5.0, before 9.0"),
                Arguments.of(
                        number().withMinimum(1.0), number().withMinimum(2.0), "field least number is 2.0, before 1.0"),
                Arguments.of(
                        text(),
                        text().addNewXKubernetesValidation()
                                .withRule("self != ''")
                                .endXKubernetesValidation(),
                        "field has the new rule self != ''"),
                Arguments.of(
                        list(text().build()),
                        list(text().build()).withMaxItems(3L),
                        "field greatest number of elements is 3, before without bound"),
                Arguments.of(list(text().build()), list(number().build()), "field[] type is integer, before string"),
                Arguments.of(
                        list(text().build()).withXKubernetesListType("atomic"),
                        list(text().build()).withXKubernetesListType("set"),
                        "field list type is set, before atomic"),
                Arguments.of(
                        new JSONSchemaPropsBuilder().withType("object").withXKubernetesPreserveUnknownFields(true),
                        new JSONSchemaPropsBuilder().withType("object"),
                        "field does not keep unknown fields any more"),
                Arguments.of(
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withAdditionalProperties(new JSONSchemaPropsOrBool(null, text().build())),
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withAdditionalProperties(new JSONSchemaPropsOrBool(null, number().build())),
                        "field{} type is integer, before string"),
                Arguments.of(
                        new JSONSchemaPropsBuilder().withType("object").addToProperties("inner", text().build()),
                        new JSONSchemaPropsBuilder().withType("object"),
                        "field.inner is gone"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void whatIsTakenAwayIsALoss(JSONSchemaPropsBuilder old, JSONSchemaPropsBuilder now, String loss) {
        assertThat(SchemaComparison.losses(object(old), object(now))).containsExactly(loss);
    }

    static Stream<Arguments> gains() {
        return Stream.of(
                Arguments.of(text().withMaxLength(5L), text().withMaxLength(9L)),
                Arguments.of(text().withMaxLength(5L), text()),
                Arguments.of(text().withMinLength(1L), text()),
                Arguments.of(text().withPattern("a"), text()),
                Arguments.of(text().withEnum(new TextNode("A")), text().withEnum(new TextNode("A"), new TextNode("B"))),
                Arguments.of(number().withMaximum(5.0), number().withMaximum(9.0)),
                Arguments.of(text(), text().withDescription("Words.")),
                Arguments.of(
                        text().addNewXKubernetesValidation()
                                .withRule("self != ''")
                                .endXKubernetesValidation(),
                        text()));
    }

    @ParameterizedTest
    @MethodSource("gains")
    void whatIsGivenIsNone(JSONSchemaPropsBuilder old, JSONSchemaPropsBuilder now) {
        assertThat(SchemaComparison.losses(object(old), object(now))).isEmpty();
    }

    @Test
    void aNewFieldIsALossWhereItIsNeeded() {
        // given
        JSONSchemaProps old = object(text());
        UnaryOperator<JSONSchemaPropsBuilder> more = builder -> builder.addToProperties("more", text().build());
        // then
        assertThat(SchemaComparison.losses(
                        old, more.apply(new JSONSchemaPropsBuilder(old)).build()))
                .isEmpty();
        assertThat(SchemaComparison.losses(
                        old,
                        more.apply(new JSONSchemaPropsBuilder(old))
                                .addToRequired("more")
                                .build()))
                .containsExactly("more was not needed and is now");
    }
}
