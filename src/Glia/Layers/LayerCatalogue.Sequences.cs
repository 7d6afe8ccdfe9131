using Glia.Settings;

namespace Glia.Layers;

public static partial class LayerCatalogue
{
    // Layers of sequences. LSTM, GRU and Embedding are PyTorch's words too; an argument that only PyTorch has means PyTorch's.
    private static void AddSequences(Catalogue<Layer> entries)
    {
        Add(entries, "Embedding", c => c.Has("num_embeddings") ? Embedding.FromTorch(c) : Embedding.FromConfig(c));
        Add(entries, "Masking", Masking.FromConfig);
        Add(entries, "SimpleRNN", SimpleRNN.FromConfig);
        Add(entries, "LSTM", c => c.Has("hidden_size") ? LSTM.FromTorch(c) : LSTM.FromConfig(c), "CuDNNLSTM");
        Add(entries, "GRU", c => c.Has("hidden_size") ? GRU.FromTorch(c) : GRU.FromConfig(c), "CuDNNGRU");
        Add(entries, "Bidirectional", Bidirectional.FromConfig);
        Prefixed(entries, Embedding.FromTorch, "Embedding");
        Prefixed(entries, SimpleRNN.FromTorch, "RNN");
        Prefixed(entries, LSTM.FromTorch, "LSTM");
        Prefixed(entries, GRU.FromTorch, "GRU");
    }
}
