using System.Text.Json.Nodes;
using Glia.Losses;

namespace Glia.Tests.Losses;

/// <summary>Every loss and its gradient against make_losses.py and make_more_losses.py.</summary>
public class LossFixtureTests
{
    private static readonly Dictionary<string, JsonNode> Fixtures = new[] { "losses.json", "more_losses.json" }
        .ToDictionary(name => name, ReferenceValues.Read);

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach ((string name, JsonNode fixture) in Fixtures)
                for (int i = 0; i < fixture["cases"]!.AsArray().Count; i++) cases.Add(name, i);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_gradient_are_those_of_the_reference(string file, int number)
    {
        JsonNode fixture = Fixtures[file]["cases"]![number]!;
        int rows = Fixtures[file]["rows"]!.GetValue<int>(), columns = Fixtures[file]["columns"]!.GetValue<int>();
        Loss loss = LossCatalogue.Create(ReferenceValues.Copy(fixture["loss"]), "loss");
        Tensor outputs = new(ReferenceValues.Floats(fixture["outputs"]), 0, columns, rows),
            targets = new(ReferenceValues.Floats(fixture["targets"]), 0, columns, rows);
        Tensor gradient = Tensor.Allocate(columns, rows);
        double value = loss.Compute(outputs, targets, gradient), expected = fixture["value"]!.GetValue<double>();
        Assert.True(Math.Abs(value - expected) <= 1e-5 * Math.Abs(expected) + 1e-7, $"{value:R} instead of {expected:R}");
        double[] slopes = ReferenceValues.Doubles(fixture["gradient"]);
        for (int i = 0; i < slopes.Length; i++)
            Assert.True(Math.Abs(slopes[i] - gradient.Values[i]) <= 1e-5 * Math.Abs(slopes[i]) + 1e-7,
                $"gradient {i}: {gradient.Values[i]:R} instead of {slopes[i]:R}");
        Assert.Equal(value, loss.Compute(outputs, targets, default));
    }

    [Fact]
    public void No_loss_is_without_fixture()
    {
        var covered = Fixtures.Values.SelectMany(fixture => fixture["cases"]!.AsArray())
            .Select(c => LossCatalogue.Create(ReferenceValues.Copy(c!["loss"]), "loss").Name).ToHashSet();
        Assert.Equal([], LossCatalogue.Names.Where(name => !covered.Contains(name)));
    }
}
