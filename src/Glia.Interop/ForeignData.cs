using Glia.Data;
using Glia.Experiments;
using Glia.Files;
using Glia.Interop.Data;
using Glia.Interop.Files;
using Glia.Interop.OpenMl;
using Glia.Interop.Parquet;

namespace Glia.Interop;

/// <summary>Opens data of other programs' formats.</summary>
public static class ForeignData
{
    /// <summary>The data that a request names; null where they are of another kind, so that the next opener is asked.</summary>
    /// <param name="request">What is asked for: the path, and how to read it.</param>
    /// <exception cref="GliaException">They are of this kind and cannot be read, or they are a network.</exception>
    public static LoadedData? Open(DataRequest request)
    {
        if (OpenMlData.Open(request) is { } shared) return shared;
        if (!Path.Exists(request.Path)) return null;
        RefuseModel(request.Path);
        if (Directory.Exists(request.Path)) return ParquetData.OpenFolder(request);
        FileFormat format = Recognition.Of(request.Path);
        if (format == FileFormat.Matlab) return OfMatlab(request, MatFile.Read(request.Path));
        if (format == FileFormat.Parquet) return ParquetData.Open(request);
        // By its name the library knows it itself.
        if (format == FileFormat.Npz && !IsNamed(request.Path, ".npz")) return FileData.OfArrays(request, Npz.Read(request.Path));
        if (format != FileFormat.Unknown || !SvmLightFile.Looks(request.Path)) return null;
        (FloatFeatures inputs, Targets targets, string[]? labels) = SvmLightFile.Read(request.Path);
        return LoadedData.OfNumbers(inputs, targets) with { TargetNames = labels };
    }

    private static bool IsNamed(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private static LoadedData OfMatlab(DataRequest request, MatFile file)
    {
        foreach (string wanted in (IEnumerable<string>)[.. request.Data.Inputs ?? [], .. request.Data.Targets ?? []])
            if (file.Others.TryGetValue(wanted, out string? what))
                throw new GliaException($"{request.Path}: '{wanted}' is {what}, which Glia does not read; save it as a numeric array.");
        // MATLAB has no lists: one row of many numbers is one.
        var arrays = file.Arrays.ToDictionary(one => one.Key,
            one => one.Value.Shape is [1, > 1 and var length] ? new NdArray(one.Value.Type, [length], one.Value.RawMemory) : one.Value);
        return FileData.OfArrays(request, arrays);
    }

    /// <summary>Refuses what is a network, or something else that can be no data.</summary>
    /// <param name="path">A file or folder; nothing happens where there is none.</param>
    /// <exception cref="GliaException">It is one.</exception>
    public static void RefuseModel(string path)
    {
        if (!Path.Exists(path)) return;
        FileFormat format = Recognition.Of(path);
        string what = $"{path} is {(format == FileFormat.Unknown ? "" : Recognition.Words(format))}";
        if (ForeignModels.IsNetwork(format))
            throw new GliaException($"{what}, a network and no data; glia summary {path} shows it, glia doctor {path} DATA judges it by " +
                "data.");
        string? advice = format switch
        {
            FileFormat.KerasDescription => "; an experiment names data as well: put the model under \"network\" of one.",
            FileFormat.JsonLines when IsNamed(path, ".json") =>
                ", rows of data, and .json is what experiments are called; call it .jsonl.",
            FileFormat.Unknown when Neither(path) is { } other => other,
            FileFormat.DamagedZip when !IsNamed(path, ".npz") => "; copy or save it again.",
            FileFormat.Excel => ", which Glia does not read; save the sheet as CSV.",
            FileFormat.Pickle => ", which can run any code and is not opened; save the arrays by numpy.savez.",
            FileFormat.Matlab73 => ", which Glia does not read; save it in MATLAB with -v7.",
            FileFormat.Hdf5 => "; data are not read from it: save the arrays by numpy.savez. A Keras model goes alone to glia summary, " +
                "and in front of data to glia doctor.",
            FileFormat.TensorBoard => ", which holds curves and no data; give the data themselves.",
            // Any other archive may be a spreadsheet of another program, which the reader of tables says.
            _ => null,
        };
        if (advice is not null) throw new GliaException(what + advice);
    }

    private static string? Neither(string path)
    {
        if (Directory.Exists(path)) return null;
        byte[] start = ForeignFile.StartOf(path);
        if (!ForeignFile.IsNeither(start)) return null;
        return $"{ForeignFile.Of(start)}; {ForeignFile.Advice(start) ?? "give data as .npz, .npy, a table of text (.csv) or Parquet"}.";
    }
}
