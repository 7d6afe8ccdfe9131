using Glia.Doctor.Findings;
using Glia.Mnist;

namespace Glia.Programs.Tests;

/// <summary>
/// samples/numpy/origin.py, the program this project comes from, run as it is: its faults are named with their lines, and mended one by
/// one each goes and no other comes.
/// </summary>
public sealed class OriginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-origin").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("none", "GLIA075", "GLIA056", "GLIA066", "GLIA041")]
    [InlineData("accuracy", "GLIA056", "GLIA066", "GLIA041")]
    [InlineData("accuracy,relu", "GLIA066", "GLIA041")]
    [InlineData("accuracy,relu,weights", "GLIA066")]
    [InlineData("accuracy,relu,weights,rate,loss")]
    public void Every_fault_is_named_until_it_is_mended(string mended, params string[] codes)
    {
        Diagnosis diagnosis = Examine(mended);
        Assert.Equal(codes, diagnosis.Errors.Select(finding => finding.Code));
        string[] lines = [.. codes.Select(code => Line(diagnosis.Errors.First(finding => finding.Code == code)))];
        Dictionary<string, string> expected = new()
        {
            ["GLIA075"] = "self.predictions[i] = self.output.argmax()",
            ["GLIA056"] = "gradient[gradient <= 0] = 0",
            ["GLIA066"] = "self.learning_rate * getattr(self, f\"dw{i}\")",
            ["GLIA041"] = "w, b = np.random.randn(inputs, outputs)",
        };
        foreach ((string code, string line) in codes.Zip(lines)) Assert.Contains(expected[code], line, StringComparison.Ordinal);
    }

    private Diagnosis Examine(string mended)
    {
        string digits = Path.Combine(_folder, "digits.npz"), program = Path.Combine(_folder, "origin.py");
        foreach (string file in (string[])["origin.py", "trace.py"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, "numpy", file), Path.Combine(_folder, file));
        MnistData.Load().WriteNpz(digits);
        // Pixels from 0 to 1 in rows, as the program wants them, and fewer rows to evaluate.
        string text = File.ReadAllText(program);
        text = text.Replace("digits[\"x_train\"].astype(float)", "digits[\"x_train\"].reshape(-1, 784) / 255", StringComparison.Ordinal)
            .Replace("digits[\"x_test\"].astype(float), digits[\"y_test\"]",
                "digits[\"x_test\"][:2000].reshape(-1, 784) / 255, digits[\"y_test\"][:2000]", StringComparison.Ordinal);
        File.WriteAllText(program, text);
        var options = new ProgramOptions
        {
            Python = PythonWith.Library("numpy"),
            Arguments = [digits, "trace.npz", "--epochs", "4", "--mend", mended],
        };
        return ProgramDoctor.Examine(program, options).Diagnosis;
    }

    private string Line(Finding finding) =>
        File.ReadLines(Path.Combine(_folder, finding.Where.Source!.File!)).ElementAt(finding.Where.Source.Line!.Value - 1);
}
