using Glia.Doctor.Findings;

namespace Glia.Programs.Tests;

/// <summary>
/// Programs that leave their training, or their tables, to a library: what is understood, what is found, and at which line.
/// </summary>
public class LibraryCorpusTests
{
    public static TheoryData<string, string> Programs => Of("tuning");

    public static TheoryData<string, string> Others => Of("reporting");

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_is_understood_and_its_fault_is_named_with_its_line(string library, string name)
    {
        CorpusProgram program = CorpusProgram.Read(Path.Combine(library, "tuning"), name);
        if (Examine(program) is not { } diagnosis) return;
        if (program.Expects == "healthy")
        {
            Assert.Empty(diagnosis.Errors);
            return;
        }
        string[] expected = program.Expects.Split(' ');
        Finding first = diagnosis.Findings[0];
        Assert.Equal((expected[0], expected.Length > 1 ? Severity.Warning : Severity.Error), (first.Code, first.Severity));
        Assert.Contains(first.Where.Source?.Line ?? 0, program.Lines);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_misread_never_becomes_a_finding(string library, string name)
    {
        CorpusProgram program = CorpusProgram.Read(Path.Combine(library, "reporting"), name);
        if (Examine(program) is not { } diagnosis) return;
        if (program.Expects == "healthy" || program.Expects.EndsWith("warning", StringComparison.Ordinal)) Assert.Empty(diagnosis.Errors);
        else Assert.NotEmpty(diagnosis.Errors);
    }

    // What the program is understood as is right, or it is said not to be understood, where that is expected: null then.
    private static Diagnosis? Examine(CorpusProgram program)
    {
        var options = new ProgramOptions { Python = PythonWith.Library(program.Imports) };
        if (program.Layers == "none")
        {
            var error = Assert.Throws<GliaException>(() => ProgramDoctor.Record(program.File, options));
            Assert.Contains("not understood well enough to be judged", error.Message, StringComparison.Ordinal);
            return null;
        }
        RecordedProgram recorded = ProgramDoctor.Record(program.File, options);
        Assert.EndsWith(program.Layers, recorded.Understood, StringComparison.Ordinal);
        return ProgramDoctor.Examine(recorded).Diagnosis;
    }

    private static TheoryData<string, string> Of(string half)
    {
        var programs = new TheoryData<string, string>();
        foreach (string library in (string[])["pandas", "sklearn", "torch"])
            foreach (string name in CorpusProgram.Names(Path.Combine(library, half))) programs.Add(library, name);
        return programs;
    }
}
