using System.Text.RegularExpressions;
using Glia.Layers;
using Glia.Losses;
using Glia.Schedules;

namespace Glia.Doctor.Tests.Findings;

/// <summary>
/// What a layer, an activation or a loss is stands on its type in the library. So what judges experiments never asks for one by its type or
/// its name, and a new one touches no file there. Traces are recomputed independently, by definitions of their own.
/// </summary>
public class KerasNameTests
{
    // The identity has no type of its own in a network: a layer without a function is the same.
    private static readonly string[] s_rooms = ["Rules", "Facts", "Trials", "Monitoring"], s_identity = ["linear", nameof(Linear)];

    private static readonly string s_types = Any(typeof(Layer).Assembly.GetTypes().Where(type =>
        !type.IsAbstract
            && (type.IsSubclassOf(typeof(Layer)) || type.IsSubclassOf(typeof(Loss)) || type.IsSubclassOf(typeof(ActivationFunction))))
        .Select(type => type.Name));

    // A word that names a schedule too may be that.
    private static readonly string s_names =
        Any([.. LossCatalogue.Names.Concat(ActivationCatalogue.Names).Except(ScheduleCatalogue.Names)]);

    [Fact]
    public void No_rule_asks_for_a_layer_an_activation_or_a_loss_by_name()
    {
        var asked = s_rooms.SelectMany(SourceCode.Files)
            .SelectMany(file => Asked(SourceCode.WithoutComments(file)).Select(found => $"{Path.GetFileName(file)}: {found}"));
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("layer is Dropout", true)]
    [InlineData("block is { Layer: Dense { UseBias: false } }", true)]
    [InlineData("layers.OfType<BatchNormalization>()", true)]
    [InlineData("loss is not (MeanSquaredError or Hinge)", true)]
    [InlineData("loss.Name == \"hinge\"", true)]
    [InlineData("name is \"relu\" or \"tanh\"", true)]
    [InlineData("settings[\"activation\"] = \"relu\"", false)]
    [InlineData("block.Dropout > 0", false)]
    [InlineData("layer.OnlyInTraining", false)]
    public void Asking_by_type_or_by_name_is_seen(string source, bool asks) => Assert.Equal(asks, Asked(source).Any());

    // What a trace says is compared with the names it says it by.
    private static IEnumerable<string> Asked(string source) =>
        Regex.Matches(Regex.Replace(source, @".*\b([rR]eading|[tT]race)\b.*", ""),
            $@"(\b(is|as|or|not|case)\s+\(?|OfType<|: )({s_types})\b(?!\s*\()|(==|!=|\b(is|or|not))\s+\(?""({s_names})""")
            .Select(match => match.Value);

    private static string Any(IEnumerable<string> names) => string.Join('|', names.Except(s_identity).Select(Regex.Escape));
}
