using System.Diagnostics;
using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;

namespace Glia.Doctor.Tests.HandWritten;

/// <summary>The same program in numpy, traced by samples/numpy/trace.py.</summary>
public class NumpySampleTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void The_numpy_program_as_posted_has_its_five_faults_and_mended_it_is_healthy()
    {
        Assert.SkipUnless(File.Exists(Python) && Run("-c", "import numpy") == 0, "python3-numpy is not installed.");
        string folder = Directory.CreateTempSubdirectory("glia-numpy").FullName;
        try
        {
            string digits = Path.Combine(folder, "digits.npz");
            var (x, _, labels) = Digits.All;
            Npz.Write(digits, new Dictionary<string, NdArray>
            {
                ["x_train"] = NdArray.From([.. x[..2700].SelectMany(row => row)], 2700, 784),
                ["y_train"] = NdArray.From(labels.AsSpan(0, 2700)),
                ["x_test"] = NdArray.From([.. x[2700..].SelectMany(row => row)], 300, 784),
                ["y_test"] = NdArray.From(labels.AsSpan(2700)),
            });
            var posted = Trace(folder, digits, "--epochs", "1", "--steps", "300");
            Assert.Equal("GLIA075", posted.Findings[0].Code);
            Assert.Equal(["GLIA041", "GLIA056", "GLIA066", "GLIA075"], posted.Errors.Select(finding => finding.Code).Order());
            Assert.Contains(posted.Findings, finding => finding.Code == "GLIA044");
            var mended = Trace(folder, digits, "--epochs", "1", "--steps", "1000", "--mend", "all");
            Assert.Equal(Verdict.Healthy, mended.Verdict);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Diagnosis Trace(string folder, string digits, params string[] arguments)
    {
        string trace = Path.Combine(folder, "trace.npz");
        Assert.Equal(0, Run([Path.Combine(AppContext.BaseDirectory, "numpy", "origin.py"), digits, trace, .. arguments]));
        return TraceDoctor.Examine(trace);
    }

    private static int Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
