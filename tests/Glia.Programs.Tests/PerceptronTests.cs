using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Programs.Perceptrons;

namespace Glia.Programs.Tests;

/// <summary>Units with a threshold, in the ways people write them: the corpus, and what is told apart by numbers alone.</summary>
public class PerceptronTests
{
    public static TheoryData<string> Programs => [.. CorpusProgram.Names("perceptrons")];

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_perceptron_is_understood_and_its_fault_is_named_with_its_line(string name)
    {
        CorpusProgram program = CorpusProgram.Read("perceptrons", name);
        var options = new ProgramOptions { Python = PythonWith.Library("numpy") };
        if (program.Layers == "none")
        {
            Assert.Throws<GliaException>(() => ProgramDoctor.Record(program.File, options));
            return;
        }
        RecordedProgram recorded = ProgramDoctor.Record(program.File, options);
        Assert.EndsWith($"with a threshold, {program.Layers}", recorded.Understood, StringComparison.Ordinal);
        Diagnosis diagnosis = ProgramDoctor.Examine(recorded).Diagnosis;
        if (program.Expects == "healthy")
        {
            Assert.Empty(diagnosis.Errors);
            return;
        }
        Finding first = diagnosis.Findings[0];
        Assert.Equal((program.Expects, Severity.Error), (first.Code, first.Severity));
        Assert.Contains(first.Where.Source?.Line ?? 0, program.Lines);
    }

    [Fact]
    public void A_perceptron_is_no_trace()
    {
        CorpusProgram program = CorpusProgram.Read("perceptrons", "and_in_lists.py");
        RecordedProgram recorded = ProgramDoctor.Record(program.File, new ProgramOptions { Python = PythonWith.Library("numpy") });
        var error = Assert.Throws<GliaException>(() => recorded.Write(Path.Combine(AppContext.BaseDirectory, "none.npz")));
        Assert.Contains("has no gradients, and so no trace", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_found_where_a_line_separates_the_rows_and_only_there()
    {
        Matrix corners = new(4, 2, [0, 0, 0, 1, 1, 0, 1, 1]);
        Assert.Equal((4, true), Found([0, 0, 0, 1], hasBias: true));
        Assert.Equal((4, true), Found([0, 1, 1, 1], hasBias: true));
        // Zero times anything is no answer without a bias.
        Assert.Equal((3, false), Found([0, 1, 1, 1], hasBias: false));
        (int right, bool isWhole) = Found([0, 1, 1, 0], hasBias: true);
        Assert.False(isWhole);
        Assert.InRange(right, 0, 3);

        (int, bool) Found(double[] wanted, bool hasBias)
        {
            var found = Separation.Of(corners, new Matrix(4, 1, wanted), hasBias, rounds: 1000);
            return (found.Right, found.IsWhole);
        }
    }

    [Fact]
    public void What_a_network_learns_by_heart_is_not_held_against_a_unit()
    {
        var random = new System.Random(3);
        Matrix x = new Matrix(120, 4).Map(_ => random.NextDouble()), y = new Matrix(120, 1).Map(_ => random.Next(2));
        var beyond = Beyond.Of(x, y, hasBias: true, rounds: 1000);
        Assert.Equal((40, 120), (beyond.Rows, beyond.All));
        Assert.InRange(beyond.Network, 8, 32);
    }
}
