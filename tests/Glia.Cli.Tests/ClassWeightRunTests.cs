using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Glia.Cli.Tests;

/// <summary><c>class_weight</c> of an experiment file on a table whose classes are words.</summary>
public partial class ClassWeightRunTests
{
    // A fifth of the rows are cats, and some near the border are of the other kind: weight on cats finds more of them.
    [Fact]
    public void A_rare_class_is_found_more_often_under_a_weight()
    {
        double none = RecallOfCats("null"), balanced = RecallOfCats("\"balanced\""), named = RecallOfCats("""{ "cat": 20, "dog": 1 }""");
        Assert.True(none < balanced, $"{none} % without weights, {balanced} % balanced");
        Assert.True(none < named, $"{none} % without weights, {named} % with a weight of 20");
    }

    [Fact]
    public void A_name_that_is_no_class_is_refused_with_the_nearest_one() =>
        Assert.Equal("training.class_weight names the class 'cta'; did you mean 'cat'?", Train("""{ "cta": 20 }""").Errors.TrimEnd());

    private static double RecallOfCats(string weight)
    {
        Command.Result result = Train(weight);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        return double.Parse(CatLine().Match(result.Output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static Command.Result Train(string weight)
    {
        using var folder = new Folder();
        var random = new System.Random(1);
        var text = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 400; i++)
        {
            double a = 2 * random.NextDouble() - 1, b = 2 * random.NextDouble() - 1;
            string kind = a + b > 0.4 + random.NextDouble() ? "cat" : "dog";
            text.Append(CultureInfo.InvariantCulture, $"{a:0.0000},{b:0.0000},{kind}\n");
        }
        folder.Write("kinds.csv", text.ToString());
        string file = folder.Write("e.json", $$"""
            {
              "seed": 1,
              "data": { "source": "kinds.csv", "split": { "test_size": 0.25 } },
              "network": [{ "class_name": "Dense", "units": 2, "activation": "softmax" }],
              "training": { "loss": "categorical_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.05 }, "epochs": 20,
                "class_weight": {{weight}} }
            }
            """);
        return Command.Run("train", file, "-o", folder["run"]);
    }

    [GeneratedRegex(@"^ +cat .* ([0-9.]+) %", RegexOptions.Multiline)]
    private static partial Regex CatLine();
}
