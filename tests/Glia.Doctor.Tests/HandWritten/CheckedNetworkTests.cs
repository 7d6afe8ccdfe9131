using Glia.Doctor.Findings;
using Glia.Doctor.HandWritten;

namespace Glia.Doctor.Tests.HandWritten;

/// <summary>A class that implements the interface wrongly is told which member and why.</summary>
public class CheckedNetworkTests
{
    [Theory]
    [InlineData("throws", "Forward", "FormatException")]
    [InlineData("null", "Forward", "null")]
    [InlineData("too few rows", "Forward", "returns 1 row for")]
    [InlineData("wrong width", "Forward", "5 numbers")]
    [InlineData("turned", "Layers[0]", "Transposed")]
    [InlineData("no layers", "Layers", "empty")]
    [InlineData("evaluation throws", "Evaluate", "boom")]
    public void What_cannot_be_used_is_said_with_the_name_of_the_member(string mistake, string member, string says)
    {
        double[][] x = [[1, 2, 3], [3, 2, 1], [0, 1, 0], [1, 1, 1]], y = [[1, 0], [0, 1], [1, 0], [0, 1]];
        var error = Assert.Throws<GliaException>(() => HandWrittenDoctor.Examine(new Linear(mistake), x, y, x, y));
        Assert.StartsWith(member, error.Message);
        Assert.Contains(says, error.Message);
        Assert.EndsWith(".", error.Message);
    }

    [Fact]
    public void An_accuracy_that_is_no_number_is_not_called_fine()
    {
        double[][] x = [[1, 2, 3], [3, 2, 1], [0, 1, 0], [1, 1, 1]], y = [[1, 0], [0, 1], [1, 0], [0, 1]];
        var diagnosis = HandWrittenDoctor.Examine(new Linear("no number"), x, y, x, y);
        Assert.DoesNotContain(diagnosis.Checks, check => check.Code is "GLIA075" or "GLIA076" && check.Outcome == Outcome.Fine);
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "GLIAS31");
    }

    private sealed class Linear(string mistake) : IHandWrittenNetwork<double>
    {
        private readonly double[,] _w = { { 0.1, 0.2 }, { 0.3, -0.1 }, { -0.2, 0.1 } };

        public IReadOnlyList<HandWrittenLayer> Layers => mistake == "no layers" ? [] : mistake == "turned"
            ? [HandWrittenLayer.Of(_w).Transposed()] : [HandWrittenLayer.Of(_w)];

        public double LearningRate => 0.1;

        public int BatchSize => 4;

        public double[][] Forward(double[][] x) => mistake switch
        {
            "throws" => throw new FormatException("The input string was not in a correct format."),
            "null" => null!,
            "too few rows" => [[0.5, 0.5]],
            "wrong width" => [.. x.Select(_ => new double[5])],
            _ => [.. x.Select(_ => new[] { 0.5, 0.5 })],
        };

        public void Backward(double[][] y) { }

        public void Update() { }

        public double Evaluate(double[][] x, double[][] y) => mistake == "evaluation throws" ? throw new InvalidOperationException("boom")
            : mistake == "no number" ? double.NaN : 0.5;
    }
}
