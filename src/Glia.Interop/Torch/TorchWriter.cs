using System.Globalization;
using System.Text;
using Glia.Files;
using Glia.Interop.Networks;
using Glia.Models;

namespace Glia.Interop.Torch;

/// <summary>Writes weights as PyTorch has them, in safetensors, and the program that loads them.</summary>
internal static class TorchWriter
{
    /// <summary>Writes both: the program beside the weights, under the same name with the ending <c>.py</c>.</summary>
    /// <returns>The program, and what does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer has no module that can stand in an <c>nn.Sequential</c>, a file cannot be written, or the
    /// program would be called as what it imports.</exception>
    public static (string Program, IReadOnlyList<string> Notes) Write(string path, Model model)
    {
        var modules = TorchModules.Of(path, model);
        string program = Program(Path.GetFileName(path), modules), beside = Path.ChangeExtension(path, ".py");
        // Python looks for a module beside the program first, so that the program would import itself.
        string name = Path.GetFileNameWithoutExtension(path);
        if (program.Contains($"from {name} ", StringComparison.Ordinal) || program.Contains($"from {name}.", StringComparison.Ordinal))
            throw new GliaException($"{beside} would stand in the place of a module that it imports; give {Path.GetFileName(path)} " +
                "another name.");
        Safetensors.Write(path, modules.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, Array(tensor))),
            [KeyValuePair.Create("format", "pt")]);
        AtomicFile.WriteText(beside, program);
        return (program, modules.Notes);
    }

    private static NdArray Array(ForeignTensor tensor) =>
        new(NumberType.Float32, [.. tensor.Shape], ForeignTensor.BytesOf(tensor.Read()).ToArray());

    private static string Program(string file, TorchModules modules)
    {
        var text = new StringBuilder();
        string takes = string.Join(", ", modules.Input.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        text.Append(CultureInfo.InvariantCulture, $"# Takes a tensor of [samples, {takes}].\n");
        if (modules.HasRecurrent) text.Append("import torch\n");
        text.Append("from torch import nn\nfrom safetensors.torch import load_file\n\n");
        if (modules.HasRecurrent) text.Append(TorchModules.RecurrentClass);
        text.Append("network = nn.Sequential(\n");
        foreach (string module in modules.Words) text.Append(CultureInfo.InvariantCulture, $"    {module},\n");
        text.Append(")\n").Append(CultureInfo.InvariantCulture,
            $"network.load_state_dict(load_file(\"{file}\"), strict=True)\nnetwork.eval()\n");
        return text.ToString();
    }
}
