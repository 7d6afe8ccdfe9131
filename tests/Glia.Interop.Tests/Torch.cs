using Glia.Data;
using Glia.Files;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>PyTorch with what was written for it: the program <c>w.py</c> and the weights that it loads strictly.</summary>
internal static class Torch
{
    /// <param name="folder">Where both are.</param>
    /// <param name="network">What they were written of.</param>
    /// <param name="rows">What both are asked; images go in with the channels first.</param>
    public static void Check(string folder, Network network, FloatFeatures rows)
    {
        string inputs = Path.Combine(folder, "x.npy"), outputs = Path.Combine(folder, "y.npy");
        Npy.Write(inputs, NdArray.From(rows.Values.ToArray(), [rows.Rows, .. network.InputShape.ToArray()]));
        // Debian has no safetensors for Python: its file is read by hand.
        const string Script = """
            import json, os, struct, sys, types
            import numpy as np, torch
            def load_file(path):
                data = open(path, "rb").read()
                size = struct.unpack("<Q", data[:8])[0]
                def tensor(v):
                    start, end = v["data_offsets"]
                    return torch.from_numpy(np.frombuffer(data[8 + size:][start:end], "<f4").reshape(v["shape"]).copy())
                return {k: tensor(v) for k, v in json.loads(data[8:8 + size]).items() if k != "__metadata__"}
            sys.modules["safetensors"] = types.ModuleType("safetensors")
            sys.modules["safetensors.torch"] = types.ModuleType("safetensors.torch")
            sys.modules["safetensors.torch"].load_file = load_file
            os.chdir(os.path.dirname(sys.argv[1]))
            exec(open(sys.argv[1]).read())
            x = torch.from_numpy(np.load(sys.argv[2]))
            if network[0].__class__.__name__ == "Embedding": x = x.long()
            if x.dim() == 4: x = x.permute(0, 3, 1, 2)
            np.save(sys.argv[3], network(x).detach().numpy())
            """;
        _ = DebianPython.Run("torch", Script, Path.Combine(folder, "w.py"), inputs, outputs);
        Answers.Check(new Model(network), inputs, outputs, 1e-5);
    }
}
