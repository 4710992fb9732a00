import torch

from index.embedding.precision import bfloat16_share, prefers_bfloat16


def test_the_probe_agrees_with_the_flags_of_the_processor_where_these_decide():
    capabilities = torch.cpu.get_capabilities()
    share = bfloat16_share()
    if capabilities.get("amx_bf16"):
        assert share < 0.8 and prefers_bfloat16()
    elif not capabilities.get("avx512_bf16"):
        assert share > 0.8 and not prefers_bfloat16()
    else:
        assert prefers_bfloat16() == (share < 0.8)


def test_the_probe_leaves_the_number_of_threads_as_it_was():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    bfloat16_share()
    assert torch.get_num_threads() == 2
    torch.set_num_threads(before)
