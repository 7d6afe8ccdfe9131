using System.Globalization;
using System.Runtime.InteropServices;
using Glia.Kernels;
using TorchBench;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] parts = ["products", "steps", "convolution"];
string[] wanted = args.Length > 0 ? args : parts;
if (wanted.FirstOrDefault(part => !parts.Contains(part)) is { } unknown)
{
    Console.Error.WriteLine($"There is no part '{unknown}'; there are {string.Join(", ", parts)}.");
    return 2;
}

string machine = $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors, kernels {Gemm.Path}";
Console.WriteLine($"{machine}; libtorch {torch.__version__}");
Console.WriteLine("Both in one process and in turn, medians of calm rounds; a share is of the peak of multiply-adds at the same moment.");
Console.WriteLine("The ratio is Glia's speed over libtorch's.");
foreach (int threads in new[] { 1, 2 })
{
    torch.set_num_threads(threads);
    Workers workers = new(threads);
    if (wanted.Contains("products"))
        Products.Print(workers);
    if (wanted.Contains("steps"))
        DenseSteps.Print(workers);
    if (wanted.Contains("convolution"))
        ConvolutionSteps.Print(workers);
}

return 0;
