using System.Globalization;
using System.Runtime.InteropServices;
using Glia.Benchmarks;
using Glia.Kernels;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string part = args.Length > 0 ? args[0] : "all";
if (part == "kernels")
{
    BenchmarkDotNet.Running.BenchmarkRunner.Run<KernelBenchmarks>(args: args[1..]);
    return;
}

Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} " +
    $"processors, kernels {Gemm.Path}");
foreach (int threads in new[] { 1, 2 })
{
    Workers workers = new(threads);
    double[] rates = [.. Enumerable.Range(0, 200).Select(_ => Clock.PeakRate(workers)).Order()];
    Console.WriteLine($"Peak of register-only multiply-adds, {threads} thread(s): median {rates[100] / 1e9:F1}, " +
        $"best {rates[^1] / 1e9:F1} GFLOP/s");
}

string Distance() => Environment.ProcessorCount > 1 ? $"\nFrom one processor to the other and back: {RoundTrip.Nanoseconds():F0} ns" : "";
Console.WriteLine(Distance());
if (part is "all" or "gemm") GemmTable.Print(args.Length > 1 ? args[1] : "");
if (part is "all" or "convolution") ConvolutionTable.Print();
if (part is "all" or "steps") StepTable.Print();
if (part is "all" or "inference") InferenceTable.Print();
if (part == "epochs") EpochSpeed.Print();
if (part == "augment") AugmentTable.Print();
if (part == "saving") SavingCost.Print();
if (part is "all" or "scaling") ScalingTable.Print();
Console.WriteLine(Distance());
