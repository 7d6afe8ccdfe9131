using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Programs.Perceptrons;
using Glia.Programs.Tapes;

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

    // The folds of one program: the inputs of each are far from zero, and of each some answers are wrong.
    [Fact]
    public void Of_hundreds_of_units_that_the_same_lines_train_the_cause_is_looked_for_in_a_few()
    {
        var random = new System.Random(7);
        ThresholdUnit[] folds = [.. Enumerable.Range(0, 300).Select(_ => Fold(random))];
        Diagnosis diagnosis = new PerceptronDoctor("folds.py", ".").Judge(folds).Diagnosis;
        Assert.Single(diagnosis.Errors);
        Assert.InRange(diagnosis.Checks.Count(check => check.Outcome == Outcome.Undecided), 0, 3);
    }

    // From zero 20,000 rounds separate the rows, from where these weights have come they do not: to go on would not help.
    [Fact]
    public void Who_is_told_to_train_for_longer_gets_there()
    {
        ThresholdUnit far = Unit(new Matrix(4, 2, [0, 0, 0, 1, 1, 0, 1, 1]), new Matrix(4, 1, [0, 0, 0, 1])) with
        {
            Start = [1e6, -1e6],
            Weights = [1e6, -1e6],
            Length = 0.01,
            Passes = 8,
        };
        Assert.Equal("GLIA066", Assert.Single(new PerceptronDoctor("far.py", ".").Judge([far]).Diagnosis.Errors).Code);
        far = far with { Start = [0, 0], Weights = [0.01, 0.01] };
        Assert.Equal("GLIA073", Assert.Single(new PerceptronDoctor("far.py", ".").Judge([far]).Diagnosis.Errors).Code);
    }

    private static ThresholdUnit Fold(System.Random random)
    {
        Matrix x = new Matrix(100, 3).Map(_ => 100 * random.NextDouble()), y = new(100, 1);
        for (int row = 0; row < 100; row++) y[row, 0] = x[row, 0] + x[row, 1] > 100 + 10 * (random.NextDouble() - 0.5) ? 1 : 0;
        return Unit(x, y) with { Weights = [1, -1, 0], Start = [0, 0, 0], Passes = 1000 };
    }

    private static ThresholdUnit Unit(Matrix x, Matrix y) => new()
    {
        X = x,
        Y = y,
        Weights = new double[x.Columns],
        Start = new double[x.Columns],
        Offset = 0,
        Pull = 1,
        Length = 1,
        Low = 0,
        High = 0,
        Direction = 1,
        Units = 1,
        Passes = null,
        Product = new Statement("made.py", 1, 1, []),
        Change = new Statement("made.py", 2, 2, []),
    };
}
