using Glia.Doctor.Findings;

namespace Glia.Programs.Tests;

/// <summary>Programs as people write them, run and examined: what is understood, what is found, and at which line.</summary>
public class CorpusTests
{
    public static TheoryData<string> Programs => [.. CorpusProgram.Names("tuning")];

    public static TheoryData<string> Others => [.. CorpusProgram.Names("reporting")];

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_misread_never_becomes_a_finding(string name)
    {
        CorpusProgram program = CorpusProgram.Read("reporting", name);
        RecordedProgram recorded;
        try
        {
            recorded = ProgramDoctor.Record(program.File, new ProgramOptions { Python = PythonWith.Library("numpy") });
        }
        catch (GliaException error)
        {
            Assert.Contains("not understood well enough to be judged", error.Message, StringComparison.Ordinal);
            return;
        }
        Assert.EndsWith(program.Layers, recorded.Understood, StringComparison.Ordinal);
        Assert.Equal(program.Activations, recorded.Arrays["activations"].ToStrings());
        Diagnosis diagnosis = ProgramDoctor.Examine(recorded).Diagnosis;
        if (program.Expects == "healthy") Assert.Empty(diagnosis.Errors);
        else Assert.NotEmpty(diagnosis.Errors);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_is_understood_and_its_fault_is_named_with_its_line(string name)
    {
        CorpusProgram program = CorpusProgram.Read("tuning", name);
        var options = new ProgramOptions { Python = PythonWith.Library("numpy") };
        if (program.Layers == "none")
        {
            var error = Assert.Throws<GliaException>(() => ProgramDoctor.Record(program.File, options));
            Assert.Contains("not understood well enough to be judged", error.Message, StringComparison.Ordinal);
            return;
        }
        RecordedProgram recorded = ProgramDoctor.Record(program.File, options);
        Assert.EndsWith(program.Layers, recorded.Understood, StringComparison.Ordinal);
        Assert.Equal(program.Activations, recorded.Arrays["activations"].ToStrings());
        Diagnosis diagnosis = ProgramDoctor.Examine(recorded).Diagnosis;
        if (program.Expects == "healthy")
        {
            Assert.Empty(diagnosis.Errors);
            return;
        }
        Finding first = diagnosis.Findings[0];
        string[] expected = program.Expects.Split(' ');
        Assert.Equal((expected[0], expected.Length > 1 ? Severity.Warning : Severity.Error), (first.Code, first.Severity));
        if (program.Lines.Length > 0) Assert.Contains(first.Where.Source?.Line ?? 0, program.Lines);
    }

    [Theory]
    [InlineData("convolution_by_loops.py", "its inputs are made with arrays that the steps change, as with convolutions in line 28")]
    [InlineData("convolution_by_columns.py", "how 5 outputs become 180 inputs between layers 1 and 2 in line 28, as with convolutions")]
    [InlineData("batch_normalisation.py", "the normalisation between layers 1 and 2 in line 19")]
    [InlineData("one_flat_vector.py", "weights that are parts of one vector in line 18")]
    [InlineData("class_weights.py", "weights of single rows or classes in line 21")]
    [InlineData("line_by_its_equation.py", "an equation that is solved in line 9")]
    [InlineData("two_outputs.py", "several outputs: what a layer gives is taken by more than one")]
    public void What_is_not_understood_is_named(string name, string what)
    {
        CorpusProgram program = CorpusProgram.Read("tuning", name);
        var options = new ProgramOptions { Python = PythonWith.Library("numpy") };
        Assert.Contains(what, Assert.Throws<GliaException>(() => ProgramDoctor.Record(program.File, options)).Message,
            StringComparison.Ordinal);
    }
}
