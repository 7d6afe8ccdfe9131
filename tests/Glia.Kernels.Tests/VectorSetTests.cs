using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Tests;

/// <summary>Runs the tests of the kernels once more in child processes whose runtime was told to use other vectors.</summary>
public class VectorSetTests
{
    private const string Variable = "GLIA_TESTS_VECTOR_SET";

    [Theory]
    [InlineData("none", "DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("no-avx2", "DOTNET_EnableAVX2", "0")]
    [InlineData("narrow", "DOTNET_MaxVectorTBitWidth", "128")]
    [InlineData("wide", "DOTNET_MaxVectorTBitWidth", "512")]
    public async Task The_kernels_pass_their_tests_with_other_vectors(string name, string setting, string value)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null) return; // a child does not start children
        string assembly = Path.Combine(AppContext.BaseDirectory, "Glia.Kernels.Tests.dll");
        string host = Environment.ProcessPath!;
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.FileName = host;
            start.ArgumentList.Add(assembly);
        }
        else
            start.FileName = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        foreach (Type tests in typeof(VectorSetTests).Assembly.GetTypes().Where(type => IsKernelTest(type, name)))
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(tests.FullName!);
        }
        start.Environment[Variable] = name;
        start.Environment[setting] = value;
        // A path forced on the outer run may be one that the child does not have.
        start.Environment.Remove("GLIA_KERNEL");
        // Inherited settings of the outer test run would turn the child into its servant.
        foreach (string inherited in start.Environment.Keys.Where(k => k.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal))
            .ToArray())
            start.Environment.Remove(inherited);

        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, output);
        Assert.Matches("Total: [1-9][0-9]+", output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_vector_set_is_the_one_the_environment_says()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case "none":
                Assert.False(Vector.IsHardwareAccelerated);
                Assert.False(Sse42.IsSupported);
                break;
            case "no-avx2":
                Assert.Equal(4, Vector<float>.Count);
                Assert.False(Avx2.IsSupported);
                break;
            case "narrow":
                Assert.Equal(4, Vector<float>.Count);
                break;
            case "wide":
                // Where the processor has vectors of 512 bits.
                Assert.Equal(Vector512.IsHardwareAccelerated ? 16 : 8, Vector<float>.Count);
                break;
        }
    }

    // The thread pool has no vectors in it. Large products without any vectors at all take minutes and would test the runtime's emulation;
    // the product's portable path runs in the other child.
    private static bool IsKernelTest(Type type, string vectorSet) =>
        type.IsPublic && type.Name.EndsWith("Tests", StringComparison.Ordinal) && type != typeof(WorkersTests)
        && (vectorSet != "none" || type != typeof(GemmTests));
}
