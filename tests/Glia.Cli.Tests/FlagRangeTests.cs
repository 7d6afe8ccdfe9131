using System.CommandLine;
using System.Globalization;
using CsCheck;
using Glia.Cli.Commands;
using Glia.Experiments;

namespace Glia.Cli.Tests;

/// <summary>The range of every flag is that of the field it stands for.</summary>
public class FlagRangeTests
{
    // Every flag has something to change here: a validation part, an optimizer with momentum.
    private static readonly Experiment Start = Experiment.Parse("start.json", """
        {"data": {"source": "mnist", "split": {"test_size": 0.2}},
         "network": [{"class_name": "Dense", "units": 8, "activation": "relu"},
           {"class_name": "Dense", "units": 10, "activation": "softmax"}],
         "training": {"optimizer": {"class_name": "SGD", "momentum": 0.5}, "validation_split": 0.1}}
        """);

    // Where ranges end: zero, one, what fits into an int, an unsigned int, a long, a float, and their neighbours.
    private static readonly double[] Edges =
    [
        0, 0.5, 1, 1.5, 2, 100, int.MaxValue - 1.0, int.MaxValue, int.MaxValue + 1.0, uint.MaxValue - 1.0, uint.MaxValue,
        uint.MaxValue + 1.0,
        9007199254740991, 9007199254740993, 9.2233720368547758e18, 1e30, float.MaxValue, 1e39, double.MaxValue, 1e-45, 1e-300,
        double.Epsilon,
    ];

    [Fact]
    public void Whatever_a_flag_accepts_the_experiment_file_reads_back()
    {
        string[] texts = [.. Edges.SelectMany(edge => (string[])[Text(edge), "-" + Text(edge)]), "NaN", "inf", "-inf", "", "1e3",
            "0x10", "1,5"];
        foreach (string flag in Numeric())
            foreach (string text in texts)
                Check(flag, text);
    }

    [Fact]
    public void Nor_does_any_other_number_part_them() =>
        Gen.Select(Gen.Int[0, Numeric().Length - 1].Select(i => Numeric()[i]),
            Gen.OneOf(Gen.Double.Select(Text), Gen.Long.Select(Whole), Gen.Int.Select(i => Whole(i))))
            .Sample((flag, text) => Check(flag, text), iter: 500);

    [Theory]
    [InlineData("--seed", "4294967296", "--seed is '4294967296'; it must be from 0 to 4294967295")]
    [InlineData("--split-seed", "4294967296", "--split-seed is '4294967296'; it must be from 0 to 4294967295")]
    [InlineData("--seed", "-1", "--seed is '-1'; it must be from 0 to 4294967295")]
    public void A_seed_is_refused_in_the_words_of_the_file(string flag, string value, string sentence)
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("train", "mnist", flag, value, "-o", folder["run"]);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.StartsWith(sentence, result.Errors, StringComparison.Ordinal);
        string file = folder.Write("x.json", $$$"""
            {"seed": {{{value}}}, "data": {"source": "mnist"}, "network": [{"class_name": "Dense", "units": 10}]}
            """);
        Assert.EndsWith($"seed is {value}; it must be from 0 to 4294967295.", Command.Run("train", file).Errors.TrimEnd(),
            StringComparison.Ordinal);
    }

    private static string[] Numeric()
    {
        var command = new GroupedCommand("train", "");
        _ = new TrainFlags(command);
        return [.. command.Options.Where(option => Nullable.GetUnderlyingType(option.ValueType) is { IsPrimitive: true })
            .Select(option => option.Name)];
    }

    private static void Check(string flag, string text)
    {
        var command = new GroupedCommand("train", "");
        var flags = new TrainFlags(command);
        ParseResult parsed = command.Parse([$"{flag}={text}"]);
        if (parsed.Errors.Count > 0) return;
        Experiment changed = flags.Read(parsed).Apply(Start);
        Exception? error = Record.Exception(() => Assert.Equal(changed.ToJson(), Experiment.Parse("x.json", changed.ToJson()).ToJson()));
        Assert.True(error is null, $"{flag} {text}: {error?.Message}");
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
