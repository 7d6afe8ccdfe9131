using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Experiments.Recorded;

/// <summary>What a run ran on: times mean something beside it, and the same weights need the same kind of processor.</summary>
/// <param name="Processor">What the processor calls itself, or its kind.</param>
/// <param name="Processors">How many of them the process may use.</param>
/// <param name="Threads">How many threads trained.</param>
/// <param name="Vectors">The vectors of the matrix products: <c>Avx512</c>, <c>Avx2</c>, <c>Portable</c>.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime.</param>
/// <param name="PeakFlops">
/// The most operations a second of the threads together, measured by <see cref="Peak.Rate"/> when the run was over.
/// </param>
public sealed record RunMachine(
    string Processor, int Processors, int Threads, string Vectors, string System, string Runtime, double PeakFlops)
{
    // CPUID: the leaf that says how many there are, and the three that hold the name (Intel's manual, volume 2A, CPUID).
    private const uint ExtendedLeaves = 0x80000000, FirstOfName = 0x80000002;
    private const int LeavesOfName = 3;

    /// <summary>This machine, as a run uses it.</summary>
    /// <param name="workers">The threads that trained.</param>
    internal static RunMachine Of(Workers workers) => new(NameOfProcessor(), Environment.ProcessorCount, workers.Threads,
        Gemm.Path.ToString(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Peak.Rate(workers));

    /// <summary>It as JSON.</summary>
    internal JsonObject ToJson() => new()
    {
        ["processor"] = Processor,
        ["processors"] = Processors,
        ["threads"] = Threads,
        ["vectors"] = Vectors,
        ["system"] = System,
        ["runtime"] = Runtime,
        ["peak_flops"] = Math.Round(PeakFlops),
    };

    /// <summary>What <see cref="ToJson"/> wrote; null where there is none.</summary>
    internal static RunMachine? Read(JsonElement json) => json.ValueKind != JsonValueKind.Object ? null
        : new(Text(json, "processor"), json.GetProperty("processors").GetInt32(), json.GetProperty("threads").GetInt32(),
            Text(json, "vectors"), Text(json, "system"), Text(json, "runtime"), json.GetProperty("peak_flops").GetDouble());

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static string NameOfProcessor()
    {
        string kind = $"{RuntimeInformation.ProcessArchitecture}";
        if (!X86Base.IsSupported || (uint)Leaf(ExtendedLeaves).Eax < FirstOfName + LeavesOfName - 1) return kind;
        var name = new byte[LeavesOfName * 4 * sizeof(int)];
        Span<int> words = MemoryMarshal.Cast<byte, int>(name.AsSpan());
        for (int i = 0; i < LeavesOfName; i++)
        {
            Span<int> four = words[(4 * i)..];
            (four[0], four[1], four[2], four[3]) = Leaf(FirstOfName + (uint)i);
        }
        string text = string.Join(' ', Encoding.ASCII.GetString(name).TrimEnd('\0').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 0 ? text : kind;

        static (int Eax, int Ebx, int Ecx, int Edx) Leaf(uint number) => X86Base.CpuId(unchecked((int)number), 0);
    }
}
