package dev.bellwether.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final TemplateLimits SMALL = new TemplateLimits(2_000, 50, 1_000, 50, 3, Duration.ofSeconds(5));

    private static String render(String text) {
        return Template.parse("t", text).render(GoCases.ruleData(), GoCases.ruleFunctions(), SMALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{range 100000}}{{end}} ~ maxSteps",
                "{{range 1000}}{{range 1000}}{{end}}{{end}} ~ maxSteps",
                "{{range 9000000000000000000}}{{end}} ~ maxSteps",
                "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}} ~ maxDepth",
                "{{define \"x\"}}{{tmpl \"x\" .}}{{end}}{{template \"x\"}} ~ maxDepth",
                "{{range 500}}0123456789{{end}} ~ maxOutputLength",
                "{{$x := \"0123456789\"}}{{range 30}}{{$x = print $x $x}}{{end}} ~ maxOutputLength",
                "{{printf \"%9999d\" 1}} ~ maxOutputLength",
                "{{printf \"%99999d\" 1}} ~ 10000",
                "{{printf \"%.99999f\" 1.0}} ~ 10000",
                "{{reReplaceAll \"a\" \"$0$0$0$0$0$0$0$0$0$0\" \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}} ~ ",
                "{{reReplaceAll \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" \"x\" \"a\"}} ~ maxRegularExpressionLength",
                "{{range 10}}{{query \"up\"}}{{end}} ~ maxQueries",
            })
    void whatTakesTooMuchFailsWithTheNameOfTheLimit(String text, String limit) {
        assertThatThrownBy(() -> render(text.strip()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(limit == null ? "limit" : limit);
    }

    @Test
    void aValueThatHoldsItselfManyTimesIsNotPrintedForever() {
        // given
        Template bomb =
                Template.parse("t", "{{$x := list 1}}{{range 100}}{{$x = list $x $x}}{{end}}{{$x}}{{toJson $x}}");

        // then
        assertThatThrownBy(() -> bomb.render(null, GoCases.messageFunctions(), TemplateLimits.NOTIFICATION))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void deepParenthesesAndActionsAreRefused() {
        assertThatThrownBy(() -> Template.parse("t", "{{" + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "}}"))
                .hasMessageContaining("max expression depth");
        assertThatThrownBy(() -> Template.parse("t", "{{if 1}}".repeat(5_000) + "{{end}}".repeat(5_000)))
                .hasMessageContaining("nest too deeply");
        assertThatThrownBy(() -> Template.parse("t", "{{if 1}}" + "{{else if 1}}".repeat(5_000) + "{{end}}"))
                .hasMessageContaining("nest too deeply");
    }

    @Test
    void errorsNameLineAndColumn() {
        assertThatThrownBy(() -> Template.parse("summary", "a\n  {{ .X ) }}"))
                .hasMessage("template: summary:2:9: unexpected right paren");
        assertThatThrownBy(() -> Template.parse("summary", "a\n  {{ index .List 9 }}")
                        .render(GoCases.ruleData(), GoCases.ruleFunctions(), SMALL))
                .hasMessageStartingWith("template: summary:2:6: executing \"summary\" at <index .List 9>: ");
    }

    @Test
    void anUnknownFunctionIsFoundBeforeRenderingAndTheNearestIsNamed() {
        // given
        Template template = Template.parse("t", "{{ if false }}{{ 5 | humanise }}{{ end }}");

        // then
        assertThatThrownBy(() -> template.check(PrometheusFunctions.FOR_CHECKS))
                .hasMessage("template: t:1:22: function \"humanise\" not defined; did you mean \"humanize\"?");
    }

    @Test
    void definitionsOfALibraryAreThereAndOnesOwnWin() {
        // given
        Template library = Template.parse("lib", "{{define \"a\"}}A{{end}}{{define \"b\"}}B{{template \"a\"}}{{end}}");
        Template template = Template.parse("t", "{{define \"a\"}}own{{end}}{{template \"b\"}}")
                .including(library);

        // then
        assertThat(template.render(null, TemplateFunctions.BUILT_IN, SMALL)).isEqualTo("Bown");
        assertThat(template.renderDefined("a", null, TemplateFunctions.BUILT_IN, SMALL))
                .isEqualTo("own");
        assertThat(template.defines("b")).isTrue();
    }

    @Test
    void missingKeysAreTreatedAsTold() {
        Template template = Template.parse("t", "{{.Labels.none}}|{{.none}}");

        assertThat(template.render(GoCases.ruleData(), TemplateFunctions.BUILT_IN, SMALL))
                .isEqualTo("|<no value>");
        assertThat(template.withMissingKey(MissingKey.DEFAULT)
                        .render(GoCases.ruleData(), TemplateFunctions.BUILT_IN, SMALL))
                .isEqualTo("<no value>|<no value>");
        assertThatThrownBy(() -> template.withMissingKey(MissingKey.ERROR)
                        .render(GoCases.ruleData(), TemplateFunctions.BUILT_IN, SMALL))
                .hasMessageContaining("map has no entry for key \"none\"");
    }

    @Test
    void anObjectOfAnotherClassCannotBeReached() {
        assertThatThrownBy(() -> Template.parse("t", "{{ .x.class }}")
                        .render(Map.of("x", new StringBuilder()), TemplateFunctions.BUILT_IN, SMALL))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("java.lang.StringBuilder");
        assertThatThrownBy(() -> render("{{ .Text.getClass }}")).hasMessageContaining("can't evaluate field getClass");
    }

    @Test
    void whateverIsWrittenEitherRendersOrFailsAsATemplate() {
        // given
        Random random = new Random(42);
        String[] pieces = {
            "{{",
            "}}",
            "{{-",
            "-}}",
            " ",
            ".",
            "$",
            "$x",
            ":=",
            "=",
            "|",
            "(",
            ")",
            "if",
            "else",
            "end",
            "range",
            "with",
            "define",
            "template",
            "block",
            "break",
            "continue",
            "\"a\"",
            "`b`",
            "'c'",
            "1",
            "-2",
            "1.5",
            "1e400",
            "0x",
            "nil",
            "true",
            ".List",
            ".Map",
            ".Labels",
            ".Text",
            ".Nil",
            "printf",
            "\"%*d %[3]v %!\"",
            "index",
            "slice",
            "len",
            "print",
            "query",
            "\"up\"",
            "first",
            "value",
            "label",
            "reReplaceAll",
            "\"(a*)*b\"",
            "humanize",
            "toTime",
            "title",
            ",",
            "/*",
            "*/",
            "\n",
            "é",
            "\0",
            "html",
            "js",
            "and",
            "or",
            "not",
            "eq",
            "lt",
            "args",
            "tmpl",
            "sortByLabel",
            "call"
        };

        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            boolean open = false;
            for (int length = random.nextInt(14); length >= 0; length--) {
                if (!open && random.nextInt(3) > 0) {
                    text.append("{{ ");
                    open = true;
                }
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
                if (open && random.nextInt(3) == 0) {
                    text.append(" }}");
                    open = false;
                }
            }

            // then
            try {
                assertThat(render(text.append(open ? "}}" : "").toString())).hasSizeLessThanOrEqualTo(1_000);
            } catch (TemplateException e) {
                assertThat(e).hasMessageStartingWith("template: t:");
            }
        }
    }
}
